"""A file to be that is no page: a feed, a JSON document."""

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct

from sitegen.classified import Fingerprints
from sitegen.recordkey import plain_key


class Document(Struct, frozen=True):
    """``papers``: the slugs of those that stand in it; ``told``, plain: all else that its bytes are
    made from, but for what is the same on the whole site. ``write`` makes them. ``listed``: of its
    papers it shows no more than what lists may look at."""

    url: str
    papers: Sequence[str]
    told: tuple[Any, ...]
    write: Callable[[], bytes]
    listed: bool = False

    def key(self, keys: Fingerprints) -> str:
        papers = keys.listed if self.listed else keys.papers
        return plain_key((self.told, b"".join(map(papers.__getitem__, self.papers))))
