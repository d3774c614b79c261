"""A paper as lists show it."""

from markupsafe import Markup
from msgspec.structs import replace

from sitegen import urls
from sitegen.later import later, made, named
from sitegen.pages.beside import Texts
from sitegen.pages.edition import Edition
from sitegen.pages.links import away, by_id
from sitegen.pages.marks import revised, withdrawn
from sitegen.pages.percent import query
from sitegen.pages.setting import Setting
from sitegen.paper import Paper
from sitegen.prose import html
from sitegen.views import NOTHING, Anchor, Headline, PaperCard

_NOTE_HEADING = 3


def card(setting: Setting, slug: str, day: str = "", note: str = "") -> PaperCard:
    """``day``: the listing day of the page, left out of "also on"; ``note``: that day's note.

    The same card is the same object wherever it stands, made when a page is rendered with it. Its
    name is the paper's slug, unless it is that of a day."""
    asked = slug, day, note
    found = setting.cards.get(asked)
    if found is None:
        beside, told = setting.telling
        if day or note:
            of_day = card(setting, slug), setting.site.papers[slug], day, note
            found = later(_on_a_day, beside, of_day, setting.shown)
        else:
            found = named(slug, _alone, beside, told, setting.shown)
        setting.cards[asked] = found
    return found


def _on_a_day(edition: Edition, alone: PaperCard, paper: Paper, day: str, note: str) -> PaperCard:
    shown = made(alone)
    return replace(
        shown,
        note=_notes(paper, note) if note else shown.note,
        elsewhere=tuple(
            place for other, place in zip(paper.days, shown.elsewhere, strict=True) if other != day
        ),
    )


def _notes(paper: Paper, note: str) -> Markup:
    texts = [text for text in (paper.note, note) if text]
    if not texts:
        return NOTHING
    return Markup("").join(html.block(text, heading_shift=_NOTE_HEADING) for text in texts)


def _alone(
    edition: Edition, paper: Paper, places: Texts, topics: Texts, authors: Texts, at: str
) -> PaperCard:
    """The card without regard to a day."""
    facts = paper.facts
    return PaperCard(
        paper.slug,
        urls.paper(paper.slug),
        html.inline(paper.title),
        html.abstract(paper.abstract),
        _notes(paper, ""),
        html.record(facts.summary),
        tuple(map(Anchor, facts.authors, authors)),
        Anchor(facts.organization, at) if facts.organization else None,
        facts.arxiv,
        facts.votes,
        tuple(map(Anchor, topics, map(urls.topic, paper.topics))),
        away(paper),
        tuple(map(Anchor, map(edition.names.short, paper.days), places)),
        coins(paper) if edition.shows("citations") else "",
        withdrawn(edition, paper),
        revised(edition, paper),
        facts.stars,
        next(iter(by_id(paper)), None),
    )


def headline(setting: Setting, slug: str, reason: str = "") -> Headline:
    title = html.inline(setting.site.papers[slug].title)
    return Headline(slug, urls.paper(slug), title, reason)


def coins(paper: Paper) -> str:
    """A ContextObject in a span (OpenURL 1.0, key/value form): reference managers read it.

    "" for a paper of which only the title is known: it would be taken in without authors or id.
    """
    facts = paper.facts
    if not (facts.authors or facts.arxiv or facts.doi):
        return ""
    pairs = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:journal"),
        ("rft.genre", "preprint"),
        ("rft.atitle", paper.plain_title),
        *(("rft.au", author) for author in facts.authors),
    ]
    if facts.published:
        pairs.append(("rft.date", facts.published[:10]))
    if facts.arxiv:
        pairs.append(("rft_id", f"https://arxiv.org/abs/{facts.arxiv}"))
    if facts.doi:
        pairs.append(("rft_id", f"info:doi/{facts.doi}"))
    return query(pairs)
