"""What every saved form of the Daily Papers page is made of: its stretches, addresses, counts."""

import re
from datetime import date
from decimal import Decimal
from urllib.parse import unquote_plus

from msgspec import Struct

from sitegen.dates import printed_day
from sitegen.dumps.arxiv_parts import paper_id
from sitegen.dumps.limits import LONGEST_COUNT
from sitegen.text import normalise

HEAD = 100_000

_SITE = r"(?:https?://(?:www\.)?(?:huggingface\.co|hf\.co))?"
_PAPER = re.compile(_SITE + r"/papers/(\d{4}\.\d{4,5}(?:v\d{1,3})?)(#community)?(?:[?#]\S*)?", re.A)
_VOTE = re.compile(_SITE + r"/login\?next=(?:%2F|/)papers(?:%2F|/)(\d{4}\.\d{4,5})", re.A | re.I)
_DAY = re.compile(_SITE + r"/papers(?:/date/|\?date=)(2\d{3}-\d\d-\d\d)(?:[?#&]\S*)?", re.A)
_QUERY = re.compile(r"https?://(?:www\.)?huggingface\.co/papers/?\?(?:[^\s#]*?&)?q=([^&#\s]+)")
_ACCOUNT = re.compile(_SITE + r"/[\w.-]{1,100}/?", re.A)
_COUNT = re.compile(r"(\d{1,3}(?:,\d{3})+|\d{1,9}(?:\.\d{1,3})?)(k|m)?", re.A | re.I)
_TIMES = {"": 1, "k": 1_000, "m": 1_000_000}
_VOTES = re.compile(r"(?:[-*] )?(?:\[[ x-]?\] ?)?(upvotes? ?)?(\S{1,12})?", re.I)
_AUTHORS = re.compile(r"(?:[-*+•] ?){0,50}[\d,]{1,7} authors?", re.I)
_BEFORE_DAY = re.compile(r"(?:· ?)?(?:published on )?", re.I)

_DATED = re.compile(r"(?:· ?)?(?:published on )?[a-z]{3,9}\.? \d{1,2}(?:,? \d{4})?$", re.A | re.I)

INVITES = re.compile(r"get trending papers\b.{0,60}", re.I)
COMMUNITY = re.compile(r"(?:by ?@?\w{0,20},? ?)?and the research community", re.I)
NAMES = re.compile(r"(daily|trending) papers", re.I)
_MASTHEAD = re.compile(
    r"^[ \t#]{0,8}(?:get trending papers in your email\b.{0,60}"
    r"|by\b.{0,300}?and the research community|and the research community)[ \t]*$",
    re.I | re.M,
)
TRUNCATED = re.compile(r"\[(?:content |text |output )?truncated\]", re.I)
MARKS = re.compile(
    r"(?:[-*_=] ?){2,}|[-*+·|\[\]<>]|`{3}\w{0,20}|\]\[\d{1,6}\]|\]\(\S{0,500}\)|<a id=\S{1,80}></a>"
    r"|\[[^\[\]\d][^\[\]]{0,80}\]"  # what stands for a picture
)
FURNITURE = re.compile(
    r"new|subscribe|daily|weekly|monthly|upvote|by|ak|akhaliq|search|view all|load more"
    r"|see all|home|hugging face",
    re.I,
)
FOOTER = re.compile(
    r"previous|next|system theme|company|tos|terms of service|trending papers ranked by\b.{0,60}"
    r"|©.{0,40}",
    re.I,
)
SUBMITTED = re.compile(r"submitted by", re.I)

Day = tuple[int | None, int, int]


class Piece(Struct, frozen=True):
    """A stretch of the page, its text normalised.

    ``url`` is None where it is no link, "" where it is one and its address is not told.
    ``heading`` is the level, 0 where it is none; ``pictured``: a picture stands beside the text.
    """

    line: int
    text: str
    url: str | None = None
    heading: int = 0
    pictured: bool = False

    @property
    def paper(self) -> str:
        """The arXiv id of the paper to whose page this is linked."""
        found = _PAPER.fullmatch(self.url or "")
        return paper_id(found[1])[0] if found else ""

    @property
    def leads_to_comments(self) -> bool:
        found = _PAPER.fullmatch(self.url or "")
        return bool(found and found[2])

    @property
    def voted(self) -> str:
        """The arXiv id of the paper for which this link votes."""
        found = _VOTE.match(self.url or "")
        return paper_id(found[1])[0] if found else ""

    @property
    def day(self) -> str:
        """The ISO day to whose page this is linked."""
        return day_at(self.url or "")

    @property
    def leads_to_account(self) -> bool:
        return bool(_ACCOUNT.fullmatch(self.url or ""))


def has_masthead(text: str) -> bool:
    """Whether one of the first lines is surely of this page's masthead."""
    return bool(_MASTHEAD.search(text[:HEAD]))


def day_at(url: str) -> str:
    found = _DAY.fullmatch(url)
    return real_day(found[1]) if found else ""


def query_at(url: str) -> str:
    """The words of the search whose answer stands at this address."""
    found = _QUERY.match(url)
    return normalise(unquote_plus(found[1])) if found else ""


def real_day(iso: str) -> str:
    """The ISO day, "" where the calendar has none such."""
    try:
        return date.fromisoformat(iso).isoformat()
    except ValueError:
        return ""


def count(text: str) -> str:
    """``1,204`` -> ``1204``, ``11.3k`` -> ``11300`` (as exact as the page), ``-`` -> ``0``."""
    if text == "-":
        return "0"
    found = _COUNT.fullmatch(text)
    if not found:
        return ""
    number = Decimal(found[1].replace(",", "")) * _TIMES[(found[2] or "").lower()]
    digits = str(int(number))
    return digits if number == int(number) and len(digits) <= LONGEST_COUNT else ""


def votes(text: str) -> tuple[str, bool]:
    """The votes that a text counts ("" when it counts none), and whether it calls them so."""
    found = _VOTES.fullmatch(text)
    return (count(found[2] or "-"), bool(found[1])) if found and text else ("", False)


def says_authors(text: str) -> bool:
    """``3 authors``, which is all that the page says of them."""
    return bool(_AUTHORS.fullmatch(text))


def stands_alone(text: str) -> bool:
    """Whether a line is no part of a sentence: a tab, a date, a count, a name of the page."""
    wordings = (FURNITURE, FOOTER, MARKS, NAMES, INVITES, COMMUNITY, SUBMITTED)
    if any(wording.fullmatch(text) for wording in wordings):
        return True
    return bool(_DATED.match(text) or votes(text)[0]) or says_authors(text)


def entry_day(text: str) -> Day | None:
    """The day in ``· Published on Oct 4, 2026``. Raises NoSuchDay."""
    before = _BEFORE_DAY.match(text)
    return printed_day(text[before.end() :] if before else text)
