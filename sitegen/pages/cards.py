"""A paper as lists show it."""

from dataclasses import replace
from urllib.parse import urlencode

from markupsafe import Markup

from sitegen import urls
from sitegen.pages.links import away
from sitegen.pages.marks import revised, withdrawn
from sitegen.pages.setting import Setting
from sitegen.people import AUTHOR, ORGANIZATION
from sitegen.prose import html
from sitegen.site import Paper
from sitegen.views import Anchor, Headline, PaperCard

_NOTE_HEADING = 3


def card(setting: Setting, slug: str, day: str = "", note: str = "") -> PaperCard:
    """``day``: the listing day of the page, left out of "also on"; ``note``: that day's note.

    The same card is the same object wherever it stands."""
    asked = slug, day, note
    if asked not in setting.cards:
        setting.cards[asked] = _card(setting, *asked)
    return setting.cards[asked]


def _card(setting: Setting, slug: str, day: str, note: str) -> PaperCard:
    if not (day or note):
        return _alone(setting, slug)
    paper, alone = setting.site.papers[slug], card(setting, slug)
    elsewhere = tuple(setting.day(other, slug) for other in paper.days if other != day)
    return replace(alone, note=_notes(paper, note) if note else alone.note, elsewhere=elsewhere)


def _notes(paper: Paper, note: str) -> Markup:
    texts = [text for text in (paper.note, note) if text]
    return Markup("").join(html.block(text, heading_shift=_NOTE_HEADING) for text in texts)


def _alone(setting: Setting, slug: str) -> PaperCard:
    """The card without regard to a day."""
    paper = setting.site.papers[slug]
    abstract = html.abstract(paper.abstract)
    return PaperCard(
        slug,
        urls.paper(slug),
        html.inline(paper.title),
        abstract.markup,
        _notes(paper, ""),
        html.record(paper.facts.summary),
        tuple(person(setting, AUTHOR, name) for name in paper.facts.authors),
        person(setting, ORGANIZATION, said) if (said := paper.facts.organization) else None,
        paper.facts.arxiv,
        paper.facts.votes,
        tuple(_topic(setting, topic) for topic in paper.topics),
        away(paper),
        tuple(setting.day(other, slug) for other in paper.days),
        coins(paper) if setting.shows("citations") else "",
        abstract.claimed,
        withdrawn(setting, paper),
        revised(setting, paper),
    )


def _topic(setting: Setting, slug: str) -> Anchor:
    """Without how many papers it has: a card stays what it is when a topic grows."""
    return Anchor(setting.site.topics[slug].name, urls.topic(slug))


def person(setting: Setting, kind: str, name: str) -> Anchor:
    """A name, with its page where it has one."""
    found = setting.site.people.find(kind, name) if setting.shows(f"{kind}s") else None
    return Anchor(name, urls.person(kind, found.slug) if found else "")


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
    return urlencode(pairs)
