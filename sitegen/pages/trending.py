"""The page of trends, and what home shows of it."""

from collections.abc import Iterator
from functools import partial

from sitegen import urls
from sitegen.pages.cards import headline
from sitegen.pages.excerpt import Entry, Excerpt, whole
from sitegen.pages.setting import Setting
from sitegen.trends import firsts, papers, topics
from sitegen.trendviews import FirstTerm, TopicMove, TrendingView
from sitegen.views import Anchor, FeedLink, Headline

_ON_HOME, _OF_A_TERM = 5, 10


def excerpts(setting: Setting) -> Iterator[Excerpt]:
    if setting.shows("trending"):
        yield whole("trending", _page)


def _page(setting: Setting) -> Iterator[Entry]:
    about = setting.word("about_trending")
    page = setting.page("trending", urls.TRENDING, setting.word("trending"), about)
    yield "the trends", "trending.html", page, partial(_view, setting)


def trending(setting: Setting) -> tuple[papers.Trending, ...]:
    """Nothing trends where nothing has a day."""
    if not setting.site.dated:
        return ()
    return papers.trending(setting.site.papers.values(), setting.site.dated[-1])


def feeds(setting: Setting) -> tuple[FeedLink, ...]:
    title = f"{setting.settings.title}: {setting.word('trending')}"
    return setting.feeds_of(urls.TREND, title)


def on_home(setting: Setting) -> tuple[tuple[Headline, ...], tuple[Anchor, ...]]:
    """The first of what trends, and the topics that rise."""
    if not setting.site.dated or not setting.shows("trending"):
        return (), ()
    found = topics.moves(setting.site.papers.values(), setting.site.dated[-1])
    return (
        tuple(_headline(setting, one) for one in trending(setting)[:_ON_HOME]),
        tuple(setting.topic(move.topic) for move in found.rising[:_ON_HOME]),
    )


def _view(setting: Setting) -> TrendingView:
    site = setting.site
    newest = site.dated[-1] if site.dated else ""
    moves = topics.moves(site.papers.values(), newest) if newest else topics.Moves(0, 0)
    new = firsts.firsts(tuple(site.papers.values()), newest) if newest else firsts.Firsts("", 0)
    return TrendingView(
        setting.day(newest) if newest else None,
        tuple(_headline(setting, one) for one in trending(setting)),
        papers.RECENT,
        papers.HALVED,
        topics.SPAN,
        moves.papers,
        moves.earlier,
        moves.enough,
        tuple(_move(setting, move) for move in moves.rising),
        tuple(_move(setting, move) for move in moves.fading),
        setting.names.week(new.week) if new.week else "",
        new.enough,
        tuple(_first(setting, first) for first in new.terms),
        feeds(setting),
    )


def _headline(setting: Setting, one: papers.Trending) -> Headline:
    """With the figures of the formula, so that a reader can work out the place."""
    day = setting.names.short(setting.site.papers[one.slug].first_day)
    if one.votes is not None:
        few = "votes_one" if one.votes == 1 else "votes_many"
        told = setting.word(few, count=one.votes)
        why = setting.word("trend_votes", votes=told, day=day)
    elif one.code:
        why = setting.word("trend_signs_code", days=one.days, day=day)
    else:
        why = setting.word("trend_signs", days=one.days, day=day)
    return headline(setting, one.slug, why)


def _move(setting: Setting, move: topics.Move) -> TopicMove:
    return TopicMove(setting.topic(move.topic), move.now, move.before)


def _first(setting: Setting, first: firsts.First) -> FirstTerm:
    shown = first.papers[:_OF_A_TERM]
    headlines = tuple(headline(setting, slug) for slug in shown)
    return FirstTerm(first.term, len(first.papers), headlines)
