"""Topics: the index, a topic's newest papers, a page for each month of it."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from markupsafe import Markup

from sitegen import urls
from sitegen.model import Topic
from sitegen.pages import searches
from sitegen.pages.cards import card, headline
from sitegen.pages.chart import chart
from sitegen.pages.setting import Setting
from sitegen.prose import html
from sitegen.views import Anchor, DayGroup, Page, TopicRow, TopicsView, TopicView

Entry = tuple[str, str, Page, Callable[[], Any]]
_NEWEST = 50
_SHORT_REST = 5
_NEIGHBOURS = 6
_INTRO_HEADING = 1


def pages(setting: Setting) -> Iterator[Entry]:
    yield _index(setting)
    for topic in setting.site.topics.values():
        groups = _by_day(setting, topic.slug)
        yield _newest(setting, topic, groups)
        for month, days in groupby(groups, key=lambda group: urls.month_of(group[0])):
            yield _month(setting, topic, month, list(days), groups)


Group = tuple[str, tuple[str, ...]]


def _by_day(setting: Setting, topic: str) -> list[Group]:
    """(first listing day, slugs), newest first, Undated last."""
    papers = setting.site.papers
    members = setting.site.members[topic]
    return [
        (day, tuple(slugs)) for day, slugs in groupby(members, key=lambda s: papers[s].first_day)
    ]


def _newest(setting: Setting, topic: Topic, groups: Sequence[Group]) -> Entry:
    shown = _newest_groups(groups)
    page = setting.page(
        "topic",
        urls.topic(topic.slug),
        topic.name,
        topic.description,
        topic=topic.slug,
        source=f"topics/{topic.slug}.md",
    )
    view = partial(_view, setting, topic, "", shown, groups)
    return f"the topic {topic.slug}", "topic.html", page, view


def _newest_groups(groups: Sequence[Group]) -> Sequence[Group]:
    """Whole days until there are enough papers; a rest too short for a page of its own as well."""
    count = 0
    for at, (_, slugs) in enumerate(groups):
        rest = sum(len(slugs) for _, slugs in groups[at:])
        if count >= _NEWEST and rest > _SHORT_REST:
            return groups[:at]
        count += len(slugs)
    return groups


def _month(
    setting: Setting, topic: Topic, month: str, shown: Sequence[Group], groups: Sequence[Group]
) -> Entry:
    name = setting.names.month(month)
    page = setting.page(
        "topic",
        urls.topic_month(topic.slug, month),
        f"{topic.name}, {name}",
        f"{name}: {topic.description}",
        topic=topic.slug,
    )
    view = partial(_view, setting, topic, name, shown, groups)
    return f"the topic {topic.slug} in {month}", "topic.html", page, view


def _view(
    setting: Setting, topic: Topic, month: str, shown: Sequence[Group], groups: Sequence[Group]
) -> TopicView:
    return TopicView(
        topic.name,
        topic.description,
        html.block(topic.intro, heading_shift=_INTRO_HEADING) if topic.intro else Markup(""),
        month,
        len(setting.site.members[topic.slug]),
        sum(len(slugs) for _, slugs in shown),
        tuple(
            DayGroup(setting.day(day), tuple(card(setting, s, day) for s in slugs))
            for day, slugs in shown
        ),
        _months(setting, topic.slug, groups),
        setting.topic(topic.slug),
        _neighbours(setting, topic.slug),
        setting.feeds(topic.slug)[:2],
        None if month else chart(setting, topic.name, setting.site.members[topic.slug]),
    )


def _months(setting: Setting, topic: str, groups: Sequence[Group]) -> tuple[Anchor, ...]:
    return tuple(
        Anchor(
            setting.names.month(month),
            urls.topic_month(topic, month),
            sum(len(slugs) for _, slugs in days),
        )
        for month, days in groupby(groups, key=lambda group: urls.month_of(group[0]))
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
