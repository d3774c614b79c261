"""The records that travel through the digest. All frozen, all values."""

from msgspec import Struct, field


class Facts(Struct, frozen=True):
    """What is known of a paper beyond title and abstract, as a dump or a day page says it.

    Every scalar is a string: ``""`` means unknown. ``published`` and ``updated`` are ISO 8601
    dates, ``links`` absolute URLs, ``arxiv`` an id without version. ``version`` is the number of
    the newest version seen, "" where that is the first or nobody says; ``withdrawn`` the ISO day
    on which the paper was taken back, or "yes". ``thumbnail`` and ``media`` are web addresses of
    pictures and films, ``submitter`` is who brought the paper into the list of the day.
    ``added``: the kind of dump that added a paper which no list of the day held.
    """

    arxiv: str = ""
    doi: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    updated: str = ""
    version: str = ""
    withdrawn: str = ""
    categories: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    summary: str = ""
    organization: str = ""
    links: tuple[str, ...] = ()
    thumbnail: str = ""
    media: tuple[str, ...] = ()
    submitter: str = ""
    stars: str = ""
    votes: str = ""
    comments: str = ""
    added: str = ""


FACT_NAMES = Facts.__struct_fields__
LIST_FACTS = frozenset({"authors", "categories", "keywords", "links", "media"})
COUNTS = ("votes", "stars", "comments")


class Wish(Struct, frozen=True):
    """How a digest would have a paper again that it published: what no other dump can say.

    Granted only to a paper that is new here, and as far as nobody else stands in the way.
    ``digest`` is the id of that digest's feeds, ``home`` the day whose page holds the section.
    ``title`` and ``abstract`` are Markdown, "" where it follows from the record's text; ``note``
    is Markdown too, as is ``day_note``, which belongs to the entry's own day. ``pins``:
    ``+topic`` or ``-topic``. ``edited`` names what a person set there, of a paper ``by_hand`` all.
    """

    digest: str = ""
    slug: str = ""
    home: str = ""
    aliases: tuple[str, ...] = ()
    title: str = ""
    abstract: str = ""
    note: str = ""
    day_note: str = ""
    pins: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    by_hand: bool = False


NO_WISH = Wish()


class Record(Struct, frozen=True):
    """One entry of one dump, its text normalised (NFC, white space folded), TeX as it came.

    ``day`` is the listing day that the entry itself names (ISO), "" where the dump as a whole
    has one or none. ``line`` counts from 1.
    """

    title: str
    abstract: str
    line: int
    facts: Facts = field(default_factory=Facts)
    day: str = ""
    wish: Wish = NO_WISH


class Topic(Struct, frozen=True):
    """A topic page: what it is called, what belongs to it, what a person says of it."""

    slug: str
    name: str
    description: str
    rules: "Rules"
    intro: str = ""


class SavedSearch(Struct, frozen=True):
    """A search that a keeper declares: it has a page and a feed. "" means: whatever.

    ``include`` and ``exclude`` are in the grammar of ``grammar``; ``topic`` is a slug.
    """

    name: str
    slug: str
    include: str = ""
    exclude: str = ""
    topic: str = ""
    author: str = ""


class Rules(Struct, frozen=True):
    """The matching rules of one topic, as its front matter states them: pairs of what and weight.

    ``phrases`` count wherever they stand; ``title``, ``abstract`` and ``keywords`` only there.
    ``against`` takes its weight away. ``implies`` names topics that get a share of this one.
    """

    phrases: "Weighted" = ()
    title: "Weighted" = ()
    abstract: "Weighted" = ()
    keywords: "Weighted" = ()
    against: "Weighted" = ()
    categories: "Weighted" = ()
    implies: "Weighted" = ()


Weighted = tuple[tuple[str, float], ...]
