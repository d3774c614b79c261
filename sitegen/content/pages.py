"""Day pages as they lie on disk: each is read when it is asked for."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from sitegen.content.daypage import DayPage
from sitegen.content.dayreader import is_known, read_bytes
from sitegen.content.filebytes import FileBytes, Read
from sitegen.content.outline import Outline, outline, outlined


class PageFile:
    """The file of a day page. ``decoded`` makes its text of its bytes, or raises DigestError.
    ``page``: the page, where somebody has read it.

    Raises DigestError where it is no day page: what no earlier run read is read at once.
    """

    def __init__(
        self, held: FileBytes, decoded: Callable[[bytes], str], page: DayPage | None = None
    ) -> None:
        self.file, self.fingerprint, self.data = held.file, held.name, held
        self._decoded, self._page = decoded, page
        self.outline = outline(self.fingerprint, self.file, page=lambda: self.page)
        is_known(self.fingerprint, self.file)

    @property
    def page(self) -> DayPage:
        page = self._page or read_bytes(self.data(), self.fingerprint, self.file, self._decoded)
        if self.data.holds:
            self._page = page
        return page

    @property
    def is_held(self) -> bool:
        return self._page is not None

    def let_go(self, again: Read) -> None:
        """Nothing is held any more of the bytes, nor of what was read in them: the outline is one
        that shares nothing with the page."""
        self.data.let_go(again)
        if self._page is not None:
            self._page, page = None, self._page
            self.outline = outline(self.fingerprint, self.file, page=lambda: page)


class Pages(Mapping[str, DayPage]):
    """Day -> page, of files whose outlines are known."""

    def __init__(self, files: Iterable[PageFile]) -> None:
        self.files = {file.outline.day: file for file in files}

    def let_go(self, read: Callable[[str], bytes]) -> int:
        """Files are read again, by ``read``, when somebody asks for their pages. How many pages
        were held."""
        held = sum(file.is_held for file in self.files.values())
        for file in self.files.values():
            file.let_go(partial(read, file.file))
        return held

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


def text_of(pages: Mapping[str, DayPage], day: str) -> bytes:
    """The bytes of its file."""
    return pages.files[day].data() if isinstance(pages, Pages) else pages[day].data
