"""A file to be that is no page: a feed, a JSON document."""

from collections.abc import Callable

from msgspec import Struct


class Document(Struct, frozen=True):
    """``told``: all that its bytes are made from, but for what is the same on the whole site
    (``setting_told``). ``write`` makes them."""

    url: str
    told: tuple[object, ...]
    write: Callable[[], bytes]
