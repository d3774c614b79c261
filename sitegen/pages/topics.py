"""Topics: the index, and the pages of each."""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import chain

from markupsafe import Markup

from sitegen import urls
from sitegen.charts import Chart
from sitegen.listviews import TopicView
from sitegen.model import Topic
from sitegen.pages import searches
from sitegen.pages.cards import headline
from sitegen.pages.chart import chart
from sitegen.pages.excerpt import Entry, Excerpt, whole
from sitegen.pages.longlists import (
    LongList,
    Sheet,
    beside,
    day_groups,
    first_parts,
    front,
    sheets_of,
)
from sitegen.pages.setting import Setting
from sitegen.prose import html
from sitegen.views import Anchor, TopicRow, TopicsView

_NEIGHBOURS = 6
_INTRO_HEADING = 1


def excerpts(setting: Setting) -> Iterator[Excerpt]:
    yield whole("topics", _index)
    site = setting.site
    for slug, papers in site.members.items():
        make = partial(_front, topic=site.topics[slug], papers=papers)
        every = list(site.members)
        yield Excerpt(("topic", slug), make, papers, beside=list(site.days), counted=every)
        found = first_parts(setting, _long_list(setting, slug, papers))
        names = tuple(found)
        for name, some in found.items():
            near = beside(names, name)
            make = partial(_part, topic=site.topics[slug], papers=some, names=near, name=name)
            yield Excerpt(("topic", slug, near, name), make, some)


def _long_list(setting: Setting, topic: str, papers: tuple[str, ...]) -> LongList:
    name = setting.site.topics[topic].name
    return LongList(Anchor(name, urls.topic(topic), len(papers)), papers, monthly=True)


def _front(setting: Setting, topic: Topic, papers: tuple[str, ...]) -> Iterator[Entry]:
    sheet = front(setting, _long_list(setting, topic.slug, papers))
    near = _neighbours(setting, topic.slug, papers)
    shown = chart(setting, topic.name, papers)
    yield _page(setting, topic, sheet, near, shown)


def _part(
    setting: Setting, topic: Topic, papers: tuple[str, ...], names: tuple[str, ...], name: str
) -> Iterator[Entry]:
    for sheet in sheets_of(setting, _long_list(setting, topic.slug, papers), names, name):
        yield _page(setting, topic, sheet)


def _page(
    setting: Setting,
    topic: Topic,
    sheet: Sheet,
    near: tuple[Anchor, ...] = (),
    shown: Chart | None = None,
) -> Entry:
    part = sheet.pager.part
    page = setting.page(
        "topic",
        sheet.url,
        f"{topic.name}, {part}" if part else topic.name,
        f"{part}: {topic.description}" if part else topic.description,
        topic=topic.slug,
        source="" if part else f"topics/{topic.slug}.md",
    )
    owner = f"the topic {topic.slug} {sheet.part}".rstrip()
    return owner, "topic.html", page, partial(_view, setting, topic, sheet, near, shown)


def _view(
    setting: Setting, topic: Topic, sheet: Sheet, near: tuple[Anchor, ...], shown: Chart | None
) -> TopicView:
    return TopicView(
        topic.name,
        topic.description,
        html.block(topic.intro, heading_shift=_INTRO_HEADING) if topic.intro else Markup(""),
        day_groups(setting, sheet.slugs),
        sheet.pager,
        near,
        setting.feeds(topic.slug)[:2],
        shown,
    )


def _neighbours(setting: Setting, topic: str, slugs: tuple[str, ...]) -> tuple[Anchor, ...]:
    """Topics that share most papers with this one."""
    papers = setting.site.papers
    shared = Counter(chain.from_iterable([papers[slug].topics for slug in slugs]))
    del shared[topic]
    ranked = sorted(shared, key=lambda slug: (-shared[slug], slug))[:_NEIGHBOURS]
    return tuple(setting.topic(slug) for slug in ranked)


def _index(setting: Setting) -> Iterator[Entry]:
    site = setting.site
    rows = []
    for topic in site.topics.values():
        members = site.members[topic.slug]
        latest = headline(setting, members[0]) if members else None
        url = urls.topic(topic.slug)
        rows.append(TopicRow(topic.name, url, topic.description, len(members), latest))
    description = setting.word("about_topics", count=len(rows))
    page = setting.page("topics", urls.TOPICS, setting.word("topics"), description)
    view = TopicsView(tuple(rows), searches.anchors(setting))
    yield "the index of topics", "topics.html", page, lambda: view
