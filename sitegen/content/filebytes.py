"""The bytes of a content file, held or read again when somebody asks for them."""

from collections.abc import Callable

from sitegen.errors import DigestError, Problem
from sitegen.memo import fingerprint

Read = Callable[[], bytes]


class FileBytes:
    """``name``: their fingerprint. ``data``: the bytes, or what reads them; read once, they are
    held until they are ``let_go``."""

    def __init__(self, file: str, name: str, data: bytes | Read) -> None:
        self.file, self.name = file, name
        self._data, self.holds = data, True

    @property
    def at_hand(self) -> bool:
        return isinstance(self._data, bytes)

    def __call__(self) -> bytes:
        """Raises DigestError where they have to be read, and are not what they were."""
        if isinstance(self._data, bytes):
            return self._data
        data = self._data()
        if fingerprint(data) != self.name:
            reason, hint = "this file was changed while it was worked on", "Run again"
            raise DigestError([Problem(self.file, 0, reason, hint=hint, error=True)])
        if self.holds:
            self._data = data
        return data

    def let_go(self, again: Read) -> None:
        self._data, self.holds = again, False
