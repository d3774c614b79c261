"""A paper as the pages show it."""

from operator import attrgetter

from msgspec import Struct

from sitegen.bodies import Body
from sitegen.dates import UNDATED
from sitegen.judged import Strengths
from sitegen.model import Facts
from sitegen.recordkey import plain_digest


class Paper(Struct, frozen=True):
    """A paper as the pages show it. ``title``, ``abstract`` and ``note`` are Markdown. ``body`` is
    its abstract, which stands written among those of its day.

    ``days`` are its listing days, oldest first; ``undated``: a capture without a day lists it.
    ``home`` is the one whose page holds its section. ``urls`` are the addresses in its abstract.
    ``pins`` are a person's topics, ``edited`` names the fields a person set, of a paper
    ``by_hand`` all. Topics stand strongest first; ``strengths`` is what the rules say, before a
    person's pins.
    """

    slug: str
    title: str
    body: Body
    note: str
    facts: Facts
    plain_title: str
    urls: tuple[str, ...]
    days: tuple[str, ...]
    undated: bool
    home: str = UNDATED
    pins: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    by_hand: bool = False
    topics: tuple[str, ...] = ()
    strengths: Strengths = ()

    @property
    def abstract(self) -> str:
        return self.body.markdown

    @property
    def plain_abstract(self) -> str:
        return self.body.plain

    @property
    def first_day(self) -> str:
        return self.days[0] if self.days else UNDATED


LISTED = (
    *("slug", "title", "plain_title", "urls", "days", "home", "topics", "facts.authors"),
    *("facts.organization", "facts.arxiv", "facts.votes", "facts.withdrawn", "facts.keywords"),
)
"""All of a paper that lists may look at; ``tests/test_lists.py`` gives them nothing else."""
_listed = attrgetter(*LISTED)


def listed_key(paper: Paper) -> bytes:
    """The fingerprint of what lists may look at."""
    return plain_digest(_listed(paper))


def votes(paper: Paper) -> int:
    """Papers without votes come after those that have some, as they stand in the file."""
    return int(paper.facts.votes) if paper.facts.votes.isdecimal() else -1
