"""Lines of a page that are of the page itself: masthead, navigation, counts and dates of a card."""

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_FURNITURE = frozenset(
    text
    for line in """
new / subscribe / daily papers / daily / weekly / monthly / trending papers / by / ak / previous
next / submitted by / upvote / system theme / company / tos / privacy / about / careers / website
models / datasets / spaces / pricing / docs / log in / sign up / hugging face / by ak
and the research community / ak and the research community / by ak and the research community
byak and the research community / get trending papers in your email inbox
get trending papers in your email inbox once a day / daily papers hugging face
trending papers hugging face / web source / web capture
""".split("\n")
    for text in line.split(" / ")
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_CARD = re.compile(
    rf"\d+( \d\d\d)*|\d+ authors?|{_MONTH} \d{{1,2}}( \d{{4}})?( \d+)?|\d+ {_MONTH} \d{{1,2}}"
    rf"|\d{{4}} \d\d \d\d|.*\bpublished on {_MONTH} \d{{1,2}}( \d{{4}})?|arxiv page( \d+)?"
    r"|(?:link )?github( \d+)?( \d*k)?|(?:source )?url https?\b.*|https?\b\S*"
    rf"|(?:[^ ]+ ){{1,4}}{_MONTH} \d{{1,2}}( \d{{4}})?|captured (?:utc )?\d[\d t]*"
    r"|by \d+ ak and the research community"
    r"|(?:daily )?weekly monthly|trending papers ranked by .*|page title .*"
)


def is_furniture(line: str) -> bool:
    """Whether a line is one of the page itself, or a count or a date of a card."""
    words = " ".join(folded(line))
    return len(words) < 2 or words in _FURNITURE or _CARD.fullmatch(words) is not None


def folded(text: str) -> list[str]:
    """The words of a text in one spelling."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return _WORD.findall("".join(c for c in decomposed if not unicodedata.combining(c)))
