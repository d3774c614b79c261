"""All pages, feeds and JSON documents of a site: made anew, or the files that stand."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct

from sitegen.classified import Fingerprints
from sitegen.commands.cardkeys import keys_of
from sitegen.commands.pagekeys import page_keys, paper_keys
from sitegen.commands.reasons import reason
from sitegen.commands.rendering import (
    Progress,
    render_pages,
    shared_by_documents,
    shared_by_pages,
    write_documents,
)
from sitegen.errors import DigestError, Problem
from sitegen.pages.plan import Plan, collisions
from sitegen.pages.setting import Setting
from sitegen.render.api import api_documents
from sitegen.render.document import Document
from sitegen.render.feeds import feed_documents
from sitegen.render.sitemap import sitemap_documents
from sitegen.rendered import Key, OfPapers, Rendered, key_from
from sitegen.staging import Stage
from sitegen.steps import Stepping
from sitegen.trees import Identity, new_bytes
from sitegen.trees import Planned as File

PAGES, FEEDS, DOCUMENTS, SITEMAP = "a page", "a feed", "a JSON document", "the sitemap"
Made = dict[str, File]  # by address: the bytes, or the file that stands


class Where(Struct, frozen=True):
    """The keeper's templates, how many processes."""

    templates: Path
    jobs: int


class Whole(Struct, frozen=True):
    """By owner what is made. By address: ``keys``, but for the pages of ``papers``, and, by
    ``told``, what each is made from."""

    groups: Mapping[str, Made]
    keys: Mapping[str, Key]
    papers: OfPapers
    planned: Plan
    told: Callable[[str], Any]
    before: Rendered

    def anew(self) -> list[str]:
        made = (self.groups[owner] for owner in (PAGES, FEEDS, DOCUMENTS))
        return [url for group in made for url, data in group.items() if not isinstance(data, tuple)]

    def lost(self, found: Mapping[str, Identity]) -> frozenset[str]:
        """What is to stand as it is, and is not as it was."""
        if found is self.before.left.files:
            return frozenset()
        every = [one for group in self.groups.values() for one in group.items()]
        return frozenset(
            [url for url, data in every if isinstance(data, tuple) and found.get(url) != data]
        )

    def reason(self, url: str) -> str:
        """ "" where it stands."""
        if any(isinstance(group.get(url), tuple) for group in self.groups.values()):
            return ""
        slug, before = self.planned.papers.get(url, ""), self.before
        was = before.papers.key(slug) if slug else before.pages.get(url)
        key = self.papers.key(slug) if slug else self.keys[url]
        return reason(was, key or "", self.told(url), before.papers, self.papers)

    def reasons(self, every: bool, one: str) -> tuple[str, ...]:
        """Of ``one``, where an address is given; else, if asked for, of each that was made anew.

        Raises DigestError for an address that the site has not.
        """
        if not one:
            return tuple(f"{url}: {self.reason(url)}" for url in self.anew()) if every else ()
        if one not in self.keys and one not in self.planned.papers:
            hint = "Name a page, a feed or a JSON document, such as index.html or feeds/all.atom"
            raise DigestError([Problem("--why", 0, "the site has none", one, hint, error=True)])
        return (f"{one}: {self.reason(one) or 'it stands as it is'}",)


def make(
    setting: Setting,
    planned: Plan,
    where: Where,
    stage: Stage,
    progress: Progress,
    step: Stepping,
    papers: Fingerprints,
    before: Rendered,
) -> Whole:
    with step("fingerprints"):
        key_of, cards = keys_of(setting, before.papers, papers.papers)
        shared = shared_by_pages(setting, where.templates)
        keys = page_keys(planned, key_of, shared)
        own = OfPapers(paper_keys(setting, papers.papers, key_of.named), cards, shared)
        documents = _documents(setting, planned)
    with step("pages") as measured:
        pages = before.standing(keys) | before.papers_standing(planned.papers, own)
        new = [url for url in (*planned.others, *planned.papers) if url not in pages]
        todo = list(map(planned.__getitem__, new))
        made = render_pages(setting, todo, where.templates, progress, stage, where.jobs)
        groups: dict[str, Made] = {PAGES: {**pages, **dict(zip(new, made, strict=True))}}
        measured.bytes = _size(groups[PAGES])
    shared = shared_by_documents(setting)
    for owner, some in documents.items():
        with step(f"{owner.partition(' ')[2]}s") as measured:
            told = {one.url: key_from(shared, one.key(papers)) for one in some}
            groups[owner] = _documents_made(some, told, before, stage, where.jobs)
            measured.bytes = _size(groups[owner])
            keys |= told
    show = partial(_told, setting, planned, documents)
    return Whole(groups, keys, own, planned, show, before)


def _documents(setting: Setting, planned: Plan) -> dict[str, list[Document]]:
    """By owner. Raises DigestError where two want one address."""
    found = {
        FEEDS: list(feed_documents(setting)),
        DOCUMENTS: list(api_documents(setting)),
        SITEMAP: list(sitemap_documents(setting.address, planned.to_be_found)),
    }
    every = ((one.url, owner) for owner, some in found.items() for one in some)
    if problems := list(collisions(every)):
        raise DigestError(problems)
    return found


def _documents_made(
    documents: Sequence[Document],
    keys: Mapping[str, Key],
    before: Rendered,
    stage: Stage,
    jobs: int,
) -> Made:
    """What stands under its key stays; the rest is made, all at once."""
    stands = before.standing(keys)
    todo = [one for one in documents if one.url not in stands]
    made = write_documents(todo, stage, jobs)
    return {**stands, **{one.url: data for one, data in zip(todo, made, strict=True)}}


def _told(
    setting: Setting, planned: Plan, documents: Mapping[str, Sequence[Document]], url: str
) -> Any:
    """What is to be at an address is made from this."""
    for document in (one for some in documents.values() for one in some if one.url == url):
        return tuple(map(setting.site.papers.__getitem__, document.papers))
    return planned[url].show()


def _size(group: Made) -> int:
    return sum([new_bytes(data) for data in group.values() if not isinstance(data, tuple)])
