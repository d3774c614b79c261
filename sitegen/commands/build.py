"""``sitegen build``: content and templates into a published site.

content
  | assemble       papers, days, topics, relations
  | plan           {url: view}
  | render         pages (in parallel), feeds, JSON, sitemap
  | search         the index, kept where its input did not change
  v publish        all or nothing
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from sitegen import __version__, defaults, pool, publish, urls
from sitegen.classified import fingerprints
from sitegen.commands.made import FEEDS, Where, Whole, make
from sitegen.commands.ownfiles import misnamed
from sitegen.commands.pictures import picture_files
from sitegen.commands.rendering import Progress
from sitegen.commands.report import Report
from sitegen.commands.searchindex import Index, Indexing, begin_index
from sitegen.content.settingforms import is_web_address
from sitegen.content.settings import LOCAL_URL, SAMPLE_ID, Settings
from sitegen.content.whole import Content
from sitegen.contents import SETTINGS
from sitegen.errors import DigestError, Problem
from sitegen.pages import frame
from sitegen.pages.plan import collisions, plan
from sitegen.pages.planned import Planned
from sitegen.pages.setting import Setting
from sitegen.pages.sources import misspelt
from sitegen.publish import Published
from sitegen.render import environment
from sitegen.render.feeds import opml
from sitegen.render.hostfiles import host_files
from sitegen.render.offline import worker_files
from sitegen.render.rewording import reworded
from sitegen.render.sitemap import robots, sitemap_files
from sitegen.rendered import Rendered, last_rendered, remember_rendered
from sitegen.site import assemble
from sitegen.slips import slips
from sitegen.staging import Stage, staging, unstaged
from sitegen.steps import Stepping, unmeasured
from sitegen.store import read_bytes
from sitegen.trees import Identity, Tree, new_bytes
from sitegen.trees import Planned as File
from sitegen.urls import Address

BUILD_INFO = "build.json"
Announce = Callable[[str], None]


class Meanwhile(Struct, frozen=True):
    """Other processes at work: ``arrive`` waits for what they make of the texts beforehand;
    ``made`` is told that all is made, and only to be published."""

    arrive: Callable[[], None]
    made: Callable[[], None]


def _nobody() -> None:
    return


ALONE = Meanwhile(_nobody, _nobody)


class Target(Struct, frozen=True):
    """Where the site goes: the folder, the address it is served at (""), a preview's name, whether
    it gets its search. ``verbose``: the reasons of all that is made anew are told; ``why``: that of
    one address."""

    content: Path
    templates: Path
    output: Path
    base_url: str = ""
    preview: str = ""
    jobs: int = 1
    dry_run: bool = False
    search: bool = True
    verbose: bool = False
    why: str = ""


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
        setting = _setting(content, target, address)
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
        files = _single_owners({**made.files(), **_beside(setting, planned, target, index)})
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
    planned: tuple[Planned, ...],
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
        named = remember_rendered(target.output, published, made.keys, made.cards)
        index.remember(target.output, published.files)
    return published, named


def _size(planned: Iterable[File]) -> int:
    return sum(map(new_bytes, planned))


def _beside(
    setting: Setting, planned: tuple[Planned, ...], target: Target, index: Index
) -> dict[str, Iterable[tuple[str, File]]]:
    """Everything but pages, feeds and JSON."""
    info = _info(setting, len(planned), index.fingerprint)
    return {
        "the list of feeds": [(urls.OPML, opml(setting))],
        "the sitemap": sitemap_files(setting.address, planned).items(),
        "a static file": _fixed(setting, target),
        "the search index": index.files.items(),
        "the build's own record": [(BUILD_INFO, info)],
    }


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


def _setting(content: Content, target: Target, address: Address) -> Setting:
    file = str(target.content / SETTINGS)
    words = environment.words(target.templates, content.settings.language, file)
    words = reworded(words, content.settings.words, file)
    styles = environment.source(target.templates, "404.css").strip()
    script = environment.source(target.templates, "theme.js").strip()
    site, said = assemble(content, partial(pool.ordered_map, jobs=target.jobs)), content.settings
    if not target.search:
        said = replace(said, omit=(*said.omit, "search"))
    return Setting(site, said, address, words, styles, target.preview, script)


def where(settings: Settings, target: Target) -> tuple[Address, tuple[Problem, ...]]:
    """``--base-url``, else ``url``, else this machine."""
    file = str(target.content / SETTINGS)
    if target.base_url and not is_web_address(target.base_url):
        hint = "Expected an address like https://example.org/digest/"
        problem = Problem("--base-url", 0, "no address", target.base_url, hint, error=True)
        raise DigestError([problem])
    base = (target.base_url or settings.url or LOCAL_URL).rstrip("/") + "/"
    warnings = []
    if not target.base_url and not settings.url:
        reason = f"no address is known; feeds and sitemap say {LOCAL_URL}"
        warnings.append(Problem(file, 0, reason, hint="Set `url:`, or give --base-url"))
    if settings.id == SAMPLE_ID and settings.url:
        reason = "this site still has the sample's id, so its feed entries would pass for others'"
        warnings.append(Problem(file, 0, reason, settings.id, "Choose an `id:` of your own"))
    return Address(base, settings.url), tuple(warnings)


def _fixed(setting: Setting, target: Target) -> Iterable[tuple[str, bytes]]:
    """Static files, the keeper's before the defaults, pictures, and what hosts want to see."""
    yield "robots.txt", robots(setting.address)
    yield from host_files(setting).items()
    yield from picture_files(setting, target.jobs)
    names: dict[str, Path] = {}
    for folder in (defaults.templates(), target.templates):
        folder = folder / environment.STATIC
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            names[path.relative_to(folder).as_posix()] = path
    file = str(target.content / SETTINGS)
    frame.check_logo(setting.settings, names, file)
    static: dict[str, bytes] = {}
    for name, path in sorted(names.items()):
        url, data = f"{environment.STATIC}/{name}", read_bytes(path)
        if url == urls.STYLE:
            data = frame.styled(data, setting.settings, file) + frame.room_of_tools(setting.words)
        static[url] = data
    yield from static.items()
    worker = environment.source(target.templates, urls.WORKER)
    yield from worker_files(setting, static, worker).items()
    if icon := names.get("favicon.ico"):
        yield "favicon.ico", read_bytes(icon)


def _info(setting: Setting, pages: int, fingerprint: str) -> bytes:
    """What was built, without clock or machine."""
    site = setting.site
    info = {
        "schema": 1,
        "generator": f"sitegen {__version__}",
        "newest_day": site.dated[-1] if site.dated else None,
        "papers": len(site.papers),
        "days": len(site.dated),
        "pages": pages,
        "preview": setting.preview or None,
        "search": {"fingerprint": fingerprint},
    }
    return (json.dumps(info, indent=1) + "\n").encode()


def _single_owners(
    groups: Mapping[str, Iterable[tuple[str, File]]],
) -> dict[str, File]:
    """Url -> what it shall hold. Raises DigestError where two want one address."""
    found = [(url, owner, data) for owner, group in groups.items() for url, data in group]
    problems = list(collisions((url, owner) for url, owner, _ in found))
    if problems:
        raise DigestError(problems)
    return {url: data for url, _, data in found}
