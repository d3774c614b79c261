"""The pictures of days, of topics and of the site, as others show them beside a link."""

from collections.abc import Iterable, Iterator, Sized
from itertools import islice

from sitegen import urls
from sitegen.dates import UNDATED
from sitegen.pages.setting import Setting
from sitegen.posters import Poster

_TITLES = 8  # from which the first that can be drawn are taken
_COLOURS = {"paper": "#fdfcf9", "ink": "#1c1a17", "accent": "#9c1c12"}


def posters(setting: Setting) -> Iterator[tuple[str, Poster]]:
    """By address; none where the keeper wants none or nobody knows the site's address."""
    if not setting.picture(urls.SITE_PICTURE):
        return
    said, site = setting.settings, setting.site
    yield urls.SITE_PICTURE, _poster(setting, (said.title, said.site_id), said.tagline)
    for day in site.days.values():
        headings = (setting.names.long(day.day), "" if day.day == UNDATED else day.day)
        slugs = tuple(one.slug for one in day.papers)
        url = urls.picture(urls.day(day.day))
        yield url, _poster(setting, headings, _count(setting, slugs), slugs)
    for topic in site.topics.values():
        slugs = site.members[topic.slug]
        url = urls.picture(urls.topic(topic.slug))
        yield url, _poster(setting, (topic.name, topic.slug), _count(setting, slugs), slugs)


def _poster(
    setting: Setting, headings: tuple[str, ...], tally: str, slugs: Iterable[str] = ()
) -> Poster:
    papers = setting.site.papers
    chosen = {**_COLOURS, **dict(setting.settings.theme)}
    return Poster(
        setting.settings.title,
        headings,
        tally,
        tuple(papers[slug].plain_title for slug in islice(slugs, _TITLES)),
        (chosen["paper"], chosen["ink"], chosen["accent"]),
    )


def _count(setting: Setting, slugs: Sized) -> str:
    count = len(slugs)
    return setting.word("papers_one" if count == 1 else "papers_many", count=count)
