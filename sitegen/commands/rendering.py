"""Pages, feeds and JSON documents: made, or the file that stands because it would be the same."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import jinja2

from sitegen import defaults, later, pool, trees
from sitegen.classified import Fingerprints
from sitegen.commands.compiled import compiled
from sitegen.pages import frame
from sitegen.pages.planned import Planned
from sitegen.pages.setting import Setting
from sitegen.prose import html
from sitegen.recordkey import Keys, record_key
from sitegen.render import environment
from sitegen.render.document import Document
from sitegen.rendered import Key, Rendered, key_from
from sitegen.staging import Stage
from sitegen.standing import of_inputs
from sitegen.views import Masthead

Item = TypeVar("Item")
Made = tuple[Key, trees.Planned]
Asked = tuple[str, Key, Item]
Written = bytes | trees.Staged
Progress = Callable[[str, pool.Nearby[Planned, Any]], Iterable[Any]]
_MANY = 2_048  # pages
_A_DOCUMENT = 8  # a feed is as much work as so many papers


def render_pages(
    setting: Setting,
    planned: tuple[Planned, ...],
    templates: Path,
    before: Rendered,
    key_of: Keys,
    progress: Progress,
    stage: Stage,
    jobs: int,
) -> list[tuple[str, Made]]:
    """(address, (key, page)) in the order of the plan."""
    masthead = frame.masthead(setting)
    inputs = of_inputs({}, (defaults.templates(), templates))
    same = record_key(masthead, setting.settings, setting.address, inputs)
    made = environment.environment(templates, setting.words, compiled())
    page = _forgetful(partial(_page, made, masthead, stage), partial(_forget, setting, made))

    def key(one: Planned) -> Key:
        return key_from(same, key_of(one.template, *later.told(one.show())))

    def render(pages: Sequence[Planned], one: Callable[[Planned], Any] = page) -> Iterable[Any]:
        papers = setting.site.papers.values()
        if len(pages) > len(papers):  # all of them, or nearly so
            spread = partial(pool.ordered_map, jobs=jobs)
            html.abstract.foresee(((one.abstract,) for one in papers), spread)
        order = sorted(range(len(pages)), key=lambda at: pages[at].day)
        near = pool.Nearby(one, [pages[at] for at in order], jobs)
        found = {order[place]: result for place, result in progress("rendering pages", near)}
        return [found[at] for at in range(len(pages))]

    if before.nothing_stands:  # whoever makes a page tells its key
        every = render(planned, lambda one: (key(one), page(one)))
        return [(one.url, both) for one, both in zip(planned, every, strict=True)]
    # Where most stands, to share out the keys would cost what it saves.
    return _standing_or(render, [(one.url, key(one), one) for one in planned], before)


def _forgetful(
    page: Callable[[Planned], Written], forget: Callable[[], None]
) -> Callable[[Planned], Written]:
    """Now and then lets go of what pages have in common: pages of near days come one after the
    other, so that little of it is made again."""
    serial = count(1)

    def render(planned: Planned) -> Written:
        if not next(serial) % _MANY:
            forget()
        return page(planned)

    return render


def _forget(setting: Setting, made: environment.Environment) -> None:
    for card in setting.shown:
        later.forget(card)
    setting.shown.clear()
    made.once.forget()


def _page(made: jinja2.Environment, masthead: Masthead, stage: Stage, planned: Planned) -> Written:
    page = environment.render(made, masthead, planned, planned.show())
    return stage(page)


def write_documents(
    setting: Setting,
    documents: Sequence[Document],
    before: Rendered,
    keys: Fingerprints,
    stage: Stage,
    jobs: int,
) -> list[tuple[str, Made]]:
    """(address, (key, document)) in the order given."""
    names = tuple((topic.slug, topic.name) for topic in setting.site.topics.values())
    words = tuple(sorted(setting.words.items()))
    same = record_key(setting.settings, setting.address, words, names, of_inputs({}, ()))
    asked = [(one.url, key_from(same, one.key(keys)), one) for one in documents]

    def write(some: Sequence[Document]) -> Iterable[Written]:
        return pool.Ordered(lambda one: stage(one.write()), some, jobs, _A_DOCUMENT)

    return _standing_or(write, asked, before)


def _standing_or(
    make: Callable[[Sequence[Item]], Iterable[Written]],
    asked: Sequence[Asked[Item]],
    before: Rendered,
) -> list[tuple[str, Made]]:
    """What stands under its key stays; the rest is made, all at once."""
    stands = {url: before.standing(url, key) for url, key, _ in asked}
    made = iter(make([one for url, _, one in asked if stands[url] is None]))
    return [(url, (key, stands[url] or next(made))) for url, key, _ in asked]
