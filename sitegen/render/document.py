"""A file to be that is no page: a feed, a JSON document."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """``told``: all that its bytes are made from, but for what is the same on the whole site
    (``setting_told``). ``write`` makes them."""

    url: str
    told: tuple[object, ...]
    write: Callable[[], bytes]
