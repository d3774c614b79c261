"""Pages, feeds and JSON documents: made, or the file that stands because it would be the same."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import jinja2

from sitegen import defaults, later, pool, trees
from sitegen.commands.compiled import compiled
from sitegen.daypapers import column
from sitegen.pages import frame
from sitegen.pages.planned import Planned
from sitegen.pages.setting import Setting
from sitegen.recordkey import record_key
from sitegen.render import environment
from sitegen.render.document import Document
from sitegen.staging import Stage
from sitegen.standing import of_inputs
from sitegen.views import Masthead

Written = bytes | trees.Staged
Progress = Callable[[str, pool.Nearby[Planned, Any]], Iterable[Any]]
_MANY = 4_096  # pages
_IN_THE_TIME_OF_A_PAPER = 4  # papers are written into feeds and JSON documents


def shared_by_pages(setting: Setting, templates: Path) -> str:
    """The fingerprint of what all pages have in common."""
    masthead, inputs = frame.masthead(setting), of_inputs({}, (defaults.templates(), templates))
    return record_key(masthead, setting.settings, setting.address, inputs)


def render_pages(
    setting: Setting,
    pages: Sequence[Planned],
    templates: Path,
    progress: Progress,
    stage: Stage,
    jobs: int,
) -> list[Written]:
    """In the order in which they are given."""
    masthead = frame.masthead(setting)
    made = environment.environment(templates, setting.words, compiled())
    page = _forgetful(partial(_page, made, masthead, stage), partial(_forget, setting, made))
    first_days = column(setting.site.papers, "first_day")
    days = [first_days.get(one.middle, "") for one in pages]
    order = sorted(range(len(pages)), key=days.__getitem__)
    near = pool.Nearby(page, [pages[at] for at in order], jobs)
    found = {order[place]: result for place, result in progress("rendering pages", near)}
    return [found[at] for at in range(len(pages))]


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


def shared_by_documents(setting: Setting) -> str:
    """The fingerprint of what all feeds and JSON documents have in common."""
    names = tuple((topic.slug, topic.name) for topic in setting.site.topics.values())
    words = tuple(sorted(setting.words.items()))
    return record_key(setting.settings, setting.address, words, names, of_inputs({}, ()))


def write_documents(documents: Sequence[Document], stage: Stage, jobs: int) -> list[Written]:
    papers = sum(len(one.papers) for one in documents) // _IN_THE_TIME_OF_A_PAPER
    each = 1 + papers // (len(documents) or 1)
    return list(pool.Ordered(lambda one: stage(one.write()), documents, jobs, each))
