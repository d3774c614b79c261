"""Pages, feeds and JSON documents: made, or the file that stands because it would be the same."""

from collections.abc import Callable, Iterable, Sequence
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
from sitegen.render.document import Document
from sitegen.rendered import Key, Rendered
from sitegen.site import Paper
from sitegen.standing import of_inputs
from sitegen.trees import Identity
from sitegen.views import Masthead, PaperCard

Made = tuple[Key, bytes | Identity]
Pages = pool.Ordered[Planned, Made]
Progress = Callable[[str, Pages], Iterable[Made]]
_A_DOCUMENT = 8  # a feed is as much work as so many papers


def render_pages(
    setting: Setting,
    planned: tuple[Planned, ...],
    templates: Path,
    before: Rendered,
    progress: Progress,
    jobs: int,
) -> list[tuple[str, Made]]:
    """(address, (key, page)) in the order of the plan."""
    made = environment.environment(templates, setting.words, cache_folder())
    masthead = frame.masthead(setting)
    same = record_key(masthead, of_inputs({}, (defaults.templates(), templates)))
    spread = partial(pool.ordered_map, jobs=jobs)
    html.abstract.foresee(((one.abstract,) for one in setting.site.papers.values()), spread)
    one = partial(_page, made, masthead, same, before, Keys(PaperCard))
    pages = progress("rendering pages", pool.Ordered(one, planned, jobs))
    return list(zip((one.page.url for one in planned), pages, strict=True))


def _page(
    made: jinja2.Environment,
    masthead: Masthead,
    same: str,
    before: Rendered,
    key_of: Keys,
    planned: Planned,
) -> Made:
    view = planned.show()
    key = key_of(same, planned.template, planned.page, view)
    stands = before.standing(planned.page.url, key)
    return key, stands or environment.render(made, masthead, planned, view)


def write_documents(
    setting: Setting, documents: Sequence[Document], before: Rendered, jobs: int
) -> list[tuple[str, Made]]:
    """(address, (key, document)) in the order given."""
    names = tuple((topic.slug, topic.name) for topic in setting.site.topics.values())
    words = tuple(sorted(setting.words.items()))
    same = record_key(setting.settings, setting.address, words, names, of_inputs({}, ()))
    one = partial(_document, same, before, Keys(Paper))
    made = pool.Ordered(one, documents, jobs, _A_DOCUMENT)
    return list(zip((one.url for one in documents), made, strict=True))


def _document(same: str, before: Rendered, key_of: Keys, document: Document) -> Made:
    key = key_of(same, *document.told)
    return key, before.standing(document.url, key) or document.write()
