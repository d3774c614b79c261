"""A file to be that is no page: a feed, a JSON document."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from msgspec import Struct

from sitegen.recordkey import plain_key


class Document(Struct, frozen=True):
    """``papers``: the slugs of those that stand in it; ``told``, plain: all else that its bytes are
    made from, but for what is the same on the whole site. ``write`` makes them."""

    url: str
    papers: Sequence[str]
    told: tuple[Any, ...]
    write: Callable[[], bytes]

    def key(self, papers: Mapping[str, bytes]) -> str:
        """``papers``: by slug the fingerprint."""
        return plain_key((self.told, b"".join(map(papers.__getitem__, self.papers))))
