"""All pages, feeds and JSON documents of a site: made anew, or the files that stand."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct

from sitegen.classified import Fingerprints
from sitegen.commands.cardkeys import keys_of
from sitegen.commands.reasons import reason
from sitegen.commands.rendering import Made, Progress, render_pages, write_documents
from sitegen.errors import DigestError, Problem
from sitegen.pages.planned import Planned
from sitegen.pages.setting import Setting
from sitegen.paper import Paper
from sitegen.render.api import api_documents
from sitegen.render.document import Document
from sitegen.render.feeds import feed_documents
from sitegen.rendered import Cards, Key, Rendered
from sitegen.staging import Stage
from sitegen.steps import Stepping
from sitegen.trees import Identity, new_bytes
from sitegen.trees import Planned as File

PAGES, FEEDS, DOCUMENTS = "a page", "a feed", "a JSON document"


class Where(Struct, frozen=True):
    """The keeper's templates, how many processes."""

    templates: Path
    jobs: int


class Whole(Struct, frozen=True):
    """By owner: addresses with key and bytes, or the file that stands. By address: ``keys``, and
    what each is made from, ``told``."""

    groups: Mapping[str, list[tuple[str, Made]]]
    keys: Mapping[str, Key]
    told: Mapping[str, Callable[[], Any]]
    before: Rendered
    cards: Cards

    def files(self) -> dict[str, list[tuple[str, File]]]:
        return {
            owner: [(url, data) for url, (_, data) in group] for owner, group in self.groups.items()
        }

    def anew(self) -> list[str]:
        every = (one for group in self.groups.values() for one in group)
        return [url for url, (_, data) in every if not isinstance(data, tuple)]

    def lost(self, found: Mapping[str, Identity]) -> frozenset[str]:
        """What is to stand as it is, and is not as it was."""
        every = (one for group in self.groups.values() for one in group)
        return frozenset(
            url for url, (_, data) in every if isinstance(data, tuple) and found.get(url) != data
        )

    def reason(self, url: str) -> str:
        return reason(url, self.keys[url], self.told[url](), self.before, self.cards.papers)

    def reasons(self, every: bool, one: str) -> tuple[str, ...]:
        """Of ``one``, where an address is given; else, if asked for, of each that was made anew.

        Raises DigestError for an address that the site has not.
        """
        if not one:
            return tuple(f"{url}: {self.reason(url)}" for url in self.anew()) if every else ()
        if one not in self.told:
            hint = "Name a page, a feed or a JSON document, such as index.html or feeds/all.atom"
            raise DigestError([Problem("--why", 0, "the site has none", one, hint, error=True)])
        return (f"{one}: {self.reason(one) or 'it stands as it is'}",)


def make(
    setting: Setting,
    planned: tuple[Planned, ...],
    where: Where,
    stage: Stage,
    progress: Progress,
    step: Stepping,
    papers: Fingerprints,
    before: Rendered,
) -> Whole:
    with step("fingerprints"):
        keys, cards = keys_of(setting, before.cards, papers.papers)
    feeds, texts = list(feed_documents(setting)), list(api_documents(setting))
    jobs = where.jobs
    with step("pages") as measured:
        pages = render_pages(setting, planned, where.templates, before, keys, progress, stage, jobs)
        measured.bytes = _size(pages)
    groups = {PAGES: pages}
    for owner, documents in ((FEEDS, feeds), (DOCUMENTS, texts)):
        with step(f"{owner.partition(' ')[2]}s") as measured:
            groups[owner] = write_documents(setting, documents, before, papers, stage, jobs)
            measured.bytes = _size(groups[owner])
    told: dict[str, Callable[[], Any]] = {one.url: one.show for one in planned}
    told |= {one.url: partial(_shown_in, setting, one) for one in (*feeds, *texts)}
    every = {url: key for group in groups.values() for url, (key, _) in group}
    return Whole(groups, every, told, before, cards)


def _shown_in(setting: Setting, document: Document) -> tuple[Paper, ...]:
    return tuple(map(setting.site.papers.__getitem__, document.papers))


def _size(group: Iterable[tuple[str, Made]]) -> int:
    return sum(new_bytes(data) for _, (_, data) in group)
