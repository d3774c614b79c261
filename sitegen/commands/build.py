"""``sitegen build``: content and templates into a published site.

content
  | assemble       papers, days, topics, relations
  | plan           {url: view}
  | render         pages (in parallel), feeds, JSON, sitemap
  | search         the index, kept where its input did not change
  v publish        all or nothing
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from sitegen import pool, publish
from sitegen.classified import fingerprints
from sitegen.commands.beside import beside
from sitegen.commands.made import FEEDS, Where, Whole, make
from sitegen.commands.ownfiles import misnamed
from sitegen.commands.rendering import Progress
from sitegen.commands.report import Report
from sitegen.commands.searchindex import Index, Indexing, begin_index
from sitegen.commands.situation import setting_of, where
from sitegen.commands.target import Target
from sitegen.content.whole import Content
from sitegen.contents import SETTINGS
from sitegen.errors import DigestError, Problem
from sitegen.pages.plan import Plan, collisions, plan
from sitegen.pages.setting import Setting
from sitegen.pages.sources import misspelt
from sitegen.publish import Published
from sitegen.rendered import Rendered, last_rendered, remember_rendered
from sitegen.slips import slips
from sitegen.staging import Stage, staging, unstaged
from sitegen.steps import Stepping, unmeasured
from sitegen.trees import Identity, Tree, new_bytes
from sitegen.trees import Planned as File

Announce = Callable[[str], None]


class Meanwhile(Struct, frozen=True):
    """Other processes at work: ``arrive`` waits for what they make of the texts beforehand;
    ``made`` is told that all is made, and only to be published."""

    arrive: Callable[[], None]
    made: Callable[[], None]


def _nobody() -> None:
    return


ALONE = Meanwhile(_nobody, _nobody)


class Built(Struct, frozen=True):
    """A site that is published, and what it was made from; ``made``: the fingerprint of the
    files that its folder holds."""

    report: Report
    content: Content
    setting: Setting
    target: Target
    made: str


def build(
    content: Content,
    target: Target,
    report: Report,
    announce: Announce,
    progress: Progress = lambda _, pages: pages,
    step: Stepping = unmeasured,
    meanwhile: Meanwhile = ALONE,
) -> Built:
    """Publishes the site. Raises DigestError, with nothing published, for any problem.

    ``announce`` is told what begins; ``progress`` hands the pages through; ``step`` measures.
    """
    with step("site"):
        address, warnings = where(content.settings, target)
        setting = setting_of(content, target, address)
        keys = fingerprints(content)
        planned = plan(setting, partial(pool.ordered_map, jobs=target.jobs), keys.listed)
    announce(f"rendering {len(planned)} pages")
    searched = len(setting.site.papers) * setting.shows("search")
    announce(f"indexing {searched} papers")
    with step("abstracts"):
        meanwhile.arrive()
    with _staged(target) as stage, _indexing(setting, keys.papers, target, stage, step) as indexing:
        places = Where(target.templates, target.jobs)
        making = partial(make, setting, planned, places, stage, progress, step, keys)
        made, index, tree = _made(making, indexing, target, step)
        files = _single_owners({**made.groups, **beside(setting, planned, target, index)})
        meanwhile.made()
        published, named = _publish(target, files, tree, made, index, step)
    outcome = _outcome(report, setting, planned, made, published)
    told = replace(outcome, indexed=searched, reasons=made.reasons(target.verbose, target.why))
    told = told.with_warnings((*warnings, *_doubts(content, setting, target)))
    return Built(told, content, setting, target, named)


def _indexing(
    setting: Setting, papers: Mapping[str, bytes], target: Target, stage: Stage, step: Stepping
) -> Indexing:
    with step("search index"):
        return begin_index(setting, papers, target.output, stage, target.jobs)


def _outcome(
    report: Report,
    setting: Setting,
    planned: Plan,
    made: Whole,
    published: Published,
) -> Report:
    return replace(
        report,
        papers=len(setting.site.papers),
        pages=len(planned),
        feeds=len(made.groups[FEEDS]),
        made=len(made.anew()),
        written=published.written,
        removed=published.removed,
    )


def _staged(target: Target) -> AbstractContextManager[Stage]:
    return nullcontext(unstaged) if target.dry_run else staging(target.output)


def _made(
    making: Callable[[Rendered], Whole], indexing: Indexing, target: Target, step: Stepping
) -> tuple[Whole, Index, Tree[Identity]]:
    """What is known of the last build spares what would come out the same; where its files do not
    stand as it left them, they are made all the same. Beside: what the folder of the site holds."""
    with step("memory of pages"):
        before = last_rendered(target.output)
    made, index = making(before), _index(indexing, step)
    with step("publish"):
        tree = publish.found(target.output, before.left, look_only=target.dry_run)
    lost = made.lost(tree.files)
    return making(replace(before, lost=lost)) if lost else made, index, tree


def _index(indexing: Indexing, step: Stepping) -> Index:
    with step("search index") as measured:
        index = indexing.index()
        measured.bytes = _size(index.files.values())
    return index


def _publish(
    target: Target,
    files: Mapping[str, File],
    tree: Tree[Identity],
    made: Whole,
    index: Index,
    step: Stepping,
) -> tuple[Published, str]:
    """Also the fingerprint of the files that are there now."""
    if target.dry_run:
        return Published(0, 0, 0), ""
    with step("publish") as measured:
        published = publish.publish(target.output, files, tree, made.before.left)
        measured.bytes = _size(files.values())
    with step("memory of pages"):
        named = remember_rendered(target.output, published, made.keys, made.papers)
        index.remember(target.output, published.files)
    return published, named


def _size(planned: Iterable[File]) -> int:
    return sum(map(new_bytes, planned))


def _doubts(content: Content, setting: Setting, target: Target) -> Iterator[Problem]:
    yield from _nothing(setting, target)
    yield from slips(content)
    yield from misnamed(target.templates)
    yield from misspelt(setting, str(target.content / SETTINGS))


def _nothing(setting: Setting, target: Target) -> tuple[Problem, ...]:
    if setting.site.papers:
        return ()
    reason = "there is no paper here: the site is empty"
    hint = "Is this the folder of your digest? Put dumps into content/dumps/, or name them"
    return (Problem(str(target.content), 0, reason, hint=hint),)


def _single_owners(groups: Mapping[str, Mapping[str, File]]) -> dict[str, File]:
    """Url -> what it shall hold. Raises DigestError where two want one address."""
    files: dict[str, File] = {}
    for group in groups.values():
        files.update(group)
    if len(files) < sum(map(len, groups.values())):
        every = ((url, owner) for owner, group in groups.items() for url in group)
        raise DigestError(list(collisions(every)))
    return files
