"""Day pages as they lie on disk: each is read when it is asked for."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from sitegen.content.daypage import DayPage
from sitegen.content.dayreader import read_bytes, stays_known
from sitegen.content.outline import Outline, outline, outlined


class PageFile:
    """The file of a day page; ``name`` is the fingerprint of its bytes. ``decoded`` makes its text
    of them, or raises DigestError.

    Raises DigestError where it is no day page: what no earlier run read is read at once.
    """

    def __init__(self, file: str, data: bytes, name: str, decoded: Callable[[bytes], str]) -> None:
        self.file, self.data, self.fingerprint = file, data, name
        self._decoded = decoded
        self.outline = outline(self.fingerprint, file, page=lambda: self.page)
        stays_known(self.fingerprint, file)

    @cached_property
    def page(self) -> DayPage:
        return read_bytes(self.data, self.fingerprint, self.file, self._decoded)


class Pages(Mapping[str, DayPage]):
    """Day -> page, of files whose outlines are known."""

    def __init__(self, files: Iterable[PageFile]) -> None:
        self.files = {file.outline.day: file for file in files}

    def __getitem__(self, day: str) -> DayPage:
        return self.files[day].page

    def __iter__(self) -> Iterator[str]:
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)


def outlines(pages: Mapping[str, DayPage]) -> dict[str, Outline]:
    if isinstance(pages, Pages):
        return {day: file.outline for day, file in pages.files.items()}
    return {day: outlined(page) for day, page in pages.items()}


def names(pages: Mapping[str, DayPage]) -> dict[str, tuple[str, str]]:
    """Day -> the fingerprint of its page and its file: what tells it from any other page."""
    if isinstance(pages, Pages):
        return {day: (file.fingerprint, file.file) for day, file in pages.files.items()}
    return {day: (page.fingerprint, page.file) for day, page in pages.items()}


def texts(pages: Mapping[str, DayPage]) -> dict[str, bytes]:
    """Day -> the bytes of its file."""
    if isinstance(pages, Pages):
        return {day: file.data for day, file in pages.files.items()}
    return {day: page.data for day, page in pages.items()}
