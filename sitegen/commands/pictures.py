"""The pictures of a build; those drawn before are kept from one build to the next."""

import hashlib
from collections.abc import Iterator

from sitegen import pool
from sitegen.cachefolder import cache_folder, keep_newest
from sitegen.kept import made_once
from sitegen.pages.pictures import posters
from sitegen.pages.setting import Setting
from sitegen.posters import Poster
from sitegen.render import poster

_EACH = 8  # pages that cost as much as a picture
_MOST = 2_000  # that are kept, or all of this site


def picture_files(setting: Setting, jobs: int) -> Iterator[tuple[str, bytes]]:
    todo = tuple(posters(setting))
    if not todo:
        return
    cache, form = cache_folder(), poster.form()
    folder = cache and cache / "pictures"

    def drawn(one: tuple[str, Poster]) -> bytes:
        key = hashlib.sha256(f"{form} {one[1]!r}".encode()).hexdigest()
        return made_once(folder, key, lambda: poster.draw(one[1]))

    yield from zip(
        (url for url, _ in todo), pool.ordered_map(drawn, todo, jobs, each=_EACH), strict=True
    )
    if folder:
        keep_newest(folder, max(_MOST, len(todo)))
