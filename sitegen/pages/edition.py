"""What may go into a record that is made later without being told: it is the same on all pages."""

from collections.abc import Mapping
from typing import Protocol

from sitegen.content.settings import Settings
from sitegen.daynames import DayNames
from sitegen.urls import Address


class Edition(Protocol):
    """A ``Setting`` without its site: no paper, no day, no list."""

    @property
    def settings(self) -> Settings: ...
    @property
    def address(self) -> Address: ...
    @property
    def words(self) -> Mapping[str, str]: ...
    @property
    def names(self) -> DayNames: ...
    def shows(self, kind: str) -> bool: ...
    def word(self, key: str, **values: object) -> str: ...
