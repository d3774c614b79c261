"""What a saved page says of itself: its day, its year, the search that it answers."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from msgspec import Struct

from sitegen.dates import NoSuchDay, printed_day
from sitegen.dumps.hf_cards import Element, text_of
from sitegen.dumps.hf_rows import Printed, is_search
from sitegen.dumps.page_parts import day_at, query_at
from sitegen.dumps.page_year import Shown, years
from sitegen.dumps.reference import Shelf
from sitegen.model import Record
from sitegen.text import normalise

HEAD = 100_000
_SAVED = re.compile(r"(?:saved from url=\(\d+\)|^[ \t]{0,9}url:[ \t]*)(\S+)", re.MULTILINE)
_SITE = r"https://huggingface\.co/papers"
_DAY = re.compile(_SITE + r"(?:/date/|\?date=)(\d{4}-\d\d-\d\d)(?:[?#&]|$)", re.ASCII)
_OF_NO_DAY = re.compile(_SITE + r"/(?:trending|week|month)\b")
_LONGEST_PRINTED_DAY = 50
_MASTHEAD = 10_000
_MOST_LINKS = 20_000


class Page(Struct, frozen=True):
    """A page and the JSON beside its rows."""

    root: Element
    text: str
    head: Mapping[str, Any]

    def query(self) -> str:
        """The words of the search whose answer this is."""
        query = self.head.get("query")
        stated = query.get("q") if isinstance(query, dict) else ""
        words = normalise(stated) if isinstance(stated, str) else ""
        return words or next(filter(None, map(query_at, self._addresses())), "")

    def day(self, shelf: Shelf) -> Printed:
        """The day that the page's address names, or the one printed above the first title."""
        addresses = list(self._addresses())
        if is_search(dict(self.head)) or "periodType" in self.head:
            return None
        if any(_OF_NO_DAY.match(address) or query_at(address) for address in addresses):
            return None
        named = [found[1] for found in map(_DAY.match, addresses) if found]
        for stated in [*named[:1], *self._above_titles()]:
            try:
                if printed := printed_day(stated):
                    return printed
            except NoSuchDay as error:
                shelf.warn(0, f"{error}; give the day with --date or in a sidecar")
                return None
        return None

    def year(self, printed: Printed, cards: Iterable[Record]) -> tuple[int, Printed]:
        """The first year in which the page can have been shown, and its day with the year where
        that is proven. A card prints a date with its year only where that is not the page's."""
        if not printed or printed[0] is not None:
            return 0, printed
        _, month, day = printed
        dates = [(printed_day(card.facts.published), card.facts.arxiv) for card in cards]
        shown = [Shown(*(date or printed), arxiv, bool(date)) for date, arxiv in dates]
        links = islice(self.root.iter("a"), _MOST_LINKS)
        linked = {day_at(link.get("href") or "") for link in links} - {""}
        found = years(month, day, shown, sorted(linked), "")
        return found.earliest, (found.proven or None, month, day)

    def _addresses(self) -> Iterator[str]:
        for link in self.root.iter("link"):
            if link.get("rel") == "canonical":
                yield link.get("href") or ""
        for meta in self.root.iter("meta"):
            if meta.get("property") == "og:url":
                yield meta.get("content") or ""
        yield from _SAVED.findall(self.text[:HEAD])

    def _above_titles(self) -> Iterator[str]:
        for element in islice(self.root.iter(), _MASTHEAD):
            if element.tag in ("h3", "article"):
                return
            if element.text and len(element) == 0 and len(element.text) <= _LONGEST_PRINTED_DAY:
                yield text_of(element)
