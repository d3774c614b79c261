"""Topics: the index, and the pages of each."""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from markupsafe import Markup

from sitegen import urls
from sitegen.listviews import TopicView
from sitegen.model import Topic
from sitegen.pages import searches
from sitegen.pages.cards import headline
from sitegen.pages.chart import chart
from sitegen.pages.longlists import LongList, Sheet, day_groups, sheets
from sitegen.pages.setting import Setting
from sitegen.prose import html
from sitegen.views import Anchor, Page, TopicRow, TopicsView

Entry = tuple[str, str, Page, Callable[[], Any]]
_NEIGHBOURS = 6
_INTRO_HEADING = 1


def pages(setting: Setting) -> Iterator[Entry]:
    yield _index(setting)
    for topic in setting.site.topics.values():
        long_list = LongList(
            setting.topic(topic.slug), setting.site.members[topic.slug], monthly=True
        )
        near = _neighbours(setting, topic.slug)
        for sheet in sheets(setting, long_list):
            yield _page(setting, topic, sheet, () if sheet.part else near)


def _page(setting: Setting, topic: Topic, sheet: Sheet, near: tuple[Anchor, ...]) -> Entry:
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
    return owner, "topic.html", page, partial(_view, setting, topic, sheet, near)


def _view(setting: Setting, topic: Topic, sheet: Sheet, near: tuple[Anchor, ...]) -> TopicView:
    return TopicView(
        topic.name,
        topic.description,
        html.block(topic.intro, heading_shift=_INTRO_HEADING) if topic.intro else Markup(""),
        day_groups(setting, sheet.slugs),
        sheet.pager,
        near,
        setting.feeds(topic.slug)[:2],
        None if sheet.part else chart(setting, topic.name, setting.site.members[topic.slug]),
    )


def _neighbours(setting: Setting, topic: str) -> tuple[Anchor, ...]:
    """Topics that share most papers with this one."""
    papers = (setting.site.papers[slug] for slug in setting.site.members[topic])
    shared = Counter(other for paper in papers for other in paper.topics if other != topic)
    ranked = sorted(shared, key=lambda slug: (-shared[slug], slug))[:_NEIGHBOURS]
    return tuple(setting.topic(slug) for slug in ranked)


def _index(setting: Setting) -> Entry:
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
    return "the index of topics", "topics.html", page, lambda: view
