"""Listing days, Undated and home."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import accumulate, pairwise

from markupsafe import Markup
from msgspec.structs import replace

from sitegen import urls
from sitegen.dates import UNDATED, week_of, weekdays_between
from sitegen.dumps.dating import INFERRED
from sitegen.pages.cards import card
from sitegen.pages.excerpt import Entry, Excerpt, whole
from sitegen.pages.setting import Setting
from sitegen.pages.trending import on_home
from sitegen.parts import day_sheets
from sitegen.prose import html
from sitegen.site import Day
from sitegen.views import Anchor, DaySheets, DayView, RedirectView

_RECENT = 10
_INTRO_HEADING = 1


def excerpts(setting: Setting) -> Iterator[Excerpt]:
    dated = setting.site.dated
    before = {after: before for before, after in pairwise(dated)}
    after = dict(pairwise(dated))
    for day in setting.site.days.values():
        near = tuple(one[day.day] for one in (before, after) if day.day in one)
        yield Excerpt(
            ("day",), partial(entries, day=day), [one.slug for one in day.papers], (day.day,), near
        )
    yield whole("home", _whole)


def _whole(setting: Setting) -> Iterator[Entry]:
    """Those that look farther."""
    yield home(setting)
    for old, new in sorted(setting.site.moved.items()):
        yield _redirect(setting, old, new)


def _redirect(setting: Setting, old: str, new: str) -> Entry:
    title = setting.names.long(new)
    page = setting.page("redirect", urls.day(old), title, title, noindex=True)
    view = RedirectView(Anchor(title, urls.day(new)))
    return f"the former day {old}", "redirect.html", page, lambda: view


def entries(setting: Setting, day: Day) -> Iterator[Entry]:
    """The pages of one day."""
    for sheet in range(1, len(day_sheets(day.papers)) + 1):
        yield _page(setting, day, sheet)


def _page(setting: Setting, day: Day, sheet: int) -> Entry:
    heading, about = setting.names.long(day.day), _description(setting, day)
    title = heading if sheet == 1 else f"{heading}, {sheet}"
    front, url = urls.day(day.day), urls.day(day.day, sheet)
    page = setting.page("day", url, title, about, source=_source(day), front=front)
    owner = f"the day {day.day}" + (f", sheet {sheet}" if sheet > 1 else "")
    return owner, "day.html", page, partial(day_view, setting, day, sheet)


def home(setting: Setting) -> Entry:
    days, newest = setting.site.days, setting.newest
    day = days[newest] if newest else Day(UNDATED, "", "", ())
    title = setting.settings.title
    source = _source(day) if newest else ""
    page = setting.page("home", urls.HOME, title, setting.settings.tagline, source=source)
    trending, rising = on_home(setting)
    named = setting.latest.name if setting.latest else ""
    others = [other for other in reversed(setting.site.dated) if other != day.day]
    recent = tuple(setting.day(other) for other in others[:_RECENT])
    shown = day_view(setting, day)
    view = replace(shown, recent=recent, trending=trending, rising=rising, newest=named)
    return "home", "home.html", page, lambda: view


def _source(day: Day) -> str:
    return f"days/{day.day}.md"


def day_view(setting: Setting, day: Day, sheet: int = 1) -> DayView:
    dated = setting.site.dated
    at = dated.index(day.day) if day.day in dated else None
    before = setting.day(dated[at - 1]) if at else None
    after = setting.day(dated[at + 1]) if at is not None and at + 1 < len(dated) else None
    return DayView(
        setting.names.long(day.day),
        "" if day.day == UNDATED else day.day,
        urls.day(day.day),
        html.block(day.intro, heading_shift=_INTRO_HEADING) if day.intro else Markup(""),
        _notice(setting, day),
        tuple(
            card(setting, one.slug, day.day, one.note) for one in day_sheets(day.papers)[sheet - 1]
        ),
        before,
        after,
        topics_of(setting, (one.slug for one in day.papers)),
        (),
        urls.day_json(day.day) if setting.shows("api") else "",
        tuple(_within(setting, day.day)),
        weekdays_between(dated[at - 1], day.day) if at else 0,
        sheets=_sheets(day, sheet),
    )


def _sheets(day: Day, sheet: int) -> DaySheets | None:
    found = day_sheets(day.papers)
    if len(found) == 1:
        return None
    ends = list(accumulate(map(len, found), initial=0))
    places = (
        Anchor(f"{first + 1}–{last}", urls.day(day.day, number))
        for number, (first, last) in enumerate(pairwise(ends), start=1)
    )
    return DaySheets(len(day.papers), ends[sheet - 1] + 1, ends[sheet], tuple(places))


def _within(setting: Setting, day: str) -> Iterator[Anchor]:
    """The week and the month of a day, where they have pages."""
    if day != UNDATED and setting.shows("weeks"):
        yield Anchor(setting.names.week(week_of(day)), urls.week(week_of(day)))
    if day != UNDATED and setting.shows("months"):
        yield Anchor(setting.names.month(day[:7]), urls.month(day[:7]))


def _notice(setting: Setting, day: Day) -> str:
    """That the year is a guess, and how to pin it."""
    return setting.word("inferred_year", year=day.day[:4]) if day.year == INFERRED else ""


def topics_of(setting: Setting, slugs: Iterable[str]) -> tuple[Anchor, ...]:
    """Topics of these papers, the most frequent first."""
    papers = (setting.site.papers[slug] for slug in slugs)
    counts = Counter(topic for paper in papers for topic in paper.topics)
    ranked = sorted(counts, key=lambda slug: (-counts[slug], setting.site.topics[slug].name))
    return tuple(
        Anchor(setting.site.topics[slug].name, urls.topic(slug), counts[slug]) for slug in ranked
    )


def _description(setting: Setting, day: Day) -> str:
    titles = [setting.site.papers[one.slug].plain_title for one in day.papers[:3]]
    day_name, count = setting.names.short(day.day), len(day.papers)
    return setting.word("about_day", day=day_name, count=count, titles="; ".join(titles))
