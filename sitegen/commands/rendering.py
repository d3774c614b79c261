"""Every planned page: rendered, or the file that stands because it would come out the same."""

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import jinja2

from sitegen import defaults, pool
from sitegen.cachefolder import cache_folder
from sitegen.pages import frame
from sitegen.pages.plan import Planned
from sitegen.pages.setting import Setting
from sitegen.prose import html
from sitegen.recordkey import Keys, record_key
from sitegen.render import environment
from sitegen.rendered import Key, Rendered
from sitegen.standing import of_inputs
from sitegen.trees import Identity
from sitegen.views import Masthead, PaperCard

Page = tuple[Key, bytes | Identity]
Pages = pool.Ordered[Planned, Page]
Progress = Callable[[str, Pages], Iterable[Page]]


def render_all(
    setting: Setting,
    planned: tuple[Planned, ...],
    templates: Path,
    before: Rendered,
    progress: Progress,
    jobs: int,
) -> list[tuple[str, Page]]:
    """(address, (key, page)) in the order of the plan."""
    made = environment.environment(templates, setting.words, cache_folder())
    masthead = frame.masthead(setting)
    same = record_key(masthead, of_inputs({}, (defaults.templates(), templates)))
    spread = partial(pool.ordered_map, jobs=jobs)
    html.abstract.foresee(((one.abstract,) for one in setting.site.papers.values()), spread)
    one = partial(_one, made, masthead, same, before, Keys(PaperCard))
    pages = progress("rendering pages", pool.Ordered(one, planned, jobs))
    return list(zip((one.page.url for one in planned), pages, strict=True))


def _one(
    made: jinja2.Environment,
    masthead: Masthead,
    same: str,
    before: Rendered,
    key_of: Keys,
    planned: Planned,
) -> Page:
    view = planned.show()
    key = key_of(same, planned.template, planned.page, view)
    stands = before.standing(planned.page.url, key)
    return key, stands or environment.render(made, masthead, planned, view)
