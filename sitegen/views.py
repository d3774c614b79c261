"""What the templates receive: one frozen record for each kind of page.

Every template sees three names: ``site`` (Masthead), ``page`` (Page) and ``view`` (one of the
records below, in ``listviews``, ``calendarviews`` or ``trendviews``). Addresses are relative to
the site's root: write ``{{ page.root }}{{ x.url }}``.
Fields of type Markup are HTML already; everything else is plain text and is escaped by Jinja.
"""

from markupsafe import Markup
from msgspec import Struct

NOTHING = Markup("")


class Anchor(Struct, frozen=True):
    """A name and where it leads; ``count`` is how many papers stand there (0: not told)."""

    name: str
    url: str
    count: int = 0


class Link(Struct, frozen=True):
    """A link that leads away. ``kind``: code, project, data, model, demo, paper, search."""

    kind: str
    label: str
    url: str


class FeedLink(Struct, frozen=True):
    """One feed: ``type`` is its media type. ``url`` is absolute, or relative to the root
    where nobody has said the site's address: ``lists.feed_address`` writes both."""

    title: str
    type: str
    url: str


class Masthead(Struct, frozen=True):
    """What is the same on every page. ``sections``: the navigation, places elsewhere with a
    whole address; ``content_language``: of titles and abstracts, "" where it is the interface's;
    ``logo``: a file below ``static/`` or ""; ``footer``: the keeper's line;
    ``people``: the address of the index of people, or ""; ``script``: the script that sets the
    theme before anything is painted, ``script_hash``: itself as a source of a policy;
    ``offline``: whether it can be kept for reading offline; ``search``: the address of the search,
    or ""."""

    title: str
    tagline: str
    language: str
    content_language: str
    preview: str
    repo: str
    version: str
    sections: tuple[Anchor, ...] = ()
    logo: str = ""
    footer: Markup = NOTHING
    people: str = ""
    script: Markup = NOTHING
    script_hash: str = ""
    offline: bool = False
    search: str = ""


class Page(Struct, frozen=True):
    """One page: ``root`` is ``""``, ``"../"`` ... or, on the 404 page, an absolute path.

    ``picture``: the whole address of the picture that others show beside a link to it, or "".
    ``edit``, ``report``: where a reader can mend what it shows, or say what is wrong; or "".
    """

    kind: str
    url: str
    root: str
    title: str
    description: str
    canonical: str
    feeds: tuple[FeedLink, ...] = ()
    noindex: bool = False
    edit: str = ""
    report: str = ""
    picture: str = ""


class PaperCard(Struct, frozen=True):
    """A paper in a list, in full. ``elsewhere``: the other days on which it stands.

    Sentences of the abstract that carry the contribution stand in ``mark``, the others in
    ``span``. Authors and organisations without a page have the address "".
    ``withdrawn`` and ``revised`` say in words that the paper was withdrawn, that there is a newer
    version; "" of others. ``stars``: of the repository among the links. ``known``: where its id
    leads, none where no id is known.
    """

    slug: str
    url: str
    title: Markup
    abstract: Markup
    note: Markup
    summary: Markup
    authors: tuple[Anchor, ...]
    organization: Anchor | None
    arxiv: str
    votes: str
    topics: tuple[Anchor, ...]
    links: tuple[Link, ...]
    elsewhere: tuple[Anchor, ...]
    coins: str
    withdrawn: str = ""
    revised: str = ""
    stars: str = ""
    known: Link | None = None


class Headline(Struct, frozen=True):
    """A paper in a short list: only its title, linked."""

    slug: str
    url: str
    title: Markup
    reason: str = ""


class DaySheets(Struct, frozen=True):
    """The pages of a day of very many papers; this one shows from ``first`` to ``last``."""

    count: int
    first: int
    last: int
    pages: tuple[Anchor, ...]


class DayView(Struct, frozen=True):
    """A listing day (also home). ``iso`` is "" on Undated; ``notice`` says an inferred year.

    ``within``: its week and its month; ``gap``: weekdays without a capture since ``previous``.
    ``trending``, ``rising``: what home shows of the page of trends; ``sheets``: none of a day that
    stands on one page; ``newest``: on home the latest day in words.
    """

    heading: str
    iso: str
    url: str
    intro: Markup
    notice: str
    papers: tuple[PaperCard, ...]
    previous: Anchor | None
    next: Anchor | None
    topics: tuple[Anchor, ...]
    recent: tuple[Anchor, ...]
    api: str
    within: tuple[Anchor, ...] = ()
    gap: int = 0
    trending: tuple[Headline, ...] = ()
    rising: tuple[Anchor, ...] = ()
    sheets: DaySheets | None = None
    newest: str = ""


class TopicRow(Struct, frozen=True):
    """A topic in the index of topics."""

    name: str
    url: str
    description: str
    count: int
    latest: Headline | None


class TopicsView(Struct, frozen=True):
    """``searches``: the keeper's saved ones."""

    topics: tuple[TopicRow, ...]
    searches: tuple[Anchor, ...] = ()


class Date(Struct, frozen=True):
    """A date in words; ``iso`` is "" where only the year or the month is known."""

    name: str
    iso: str


class PaperView(Struct, frozen=True):
    """A paper's own page. ``undated``: its place there, if no day lists it; ``find``: where to
    find it; ``meta``: (name, content) for <meta>.

    ``media``: pictures and films elsewhere, to be linked, not loaded.
    """

    paper: PaperCard
    plain_title: str
    days: tuple[Anchor, ...]
    undated: Anchor | None
    find: tuple[Link, ...]
    related: tuple[Headline, ...]
    bibtex: str
    citation: str
    meta: tuple[tuple[str, str], ...]
    published: Date | None
    updated: Date | None
    categories: tuple[str, ...]
    keywords: tuple[str, ...]
    submitter: str = ""
    media: tuple[Link, ...] = ()


class Choice(Struct, frozen=True):
    """One of the values a reader may choose, and what it is called."""

    value: str
    name: str


class SearchView(Struct, frozen=True):
    """``months``: years ("2025") and their months ("2025-03"), newest first."""

    papers: int
    topics: tuple[Choice, ...]
    months: tuple[Choice, ...]


class FeedRow(Struct, frozen=True):
    """A topic and its feeds, or the whole site and its feeds; ``page`` is the HTML twin."""

    page: Anchor
    feeds: tuple[FeedLink, ...]


class FeedsView(Struct, frozen=True):
    site: FeedRow
    topics: tuple[FeedRow, ...]
    opml: str
    trending: tuple[FeedLink, ...] = ()
    searches: tuple[FeedRow, ...] = ()


class Source(Struct, frozen=True):
    """A source of captures and what came from it. ``latest`` is an ISO day or "". ``credit``: its
    licence, and who is to be thanked."""

    name: str
    captures: int
    entries: int
    first: str
    latest: str
    credit: Markup


class AboutView(Struct, frozen=True):
    """``newest``: the latest day in words, "" without one."""

    papers: int
    days: int
    undated: int
    topics: int
    entries: int
    sources: tuple[Source, ...]
    inferred: tuple[Anchor, ...]
    untopiced: int
    newest: str = ""


class RedirectView(Struct, frozen=True):
    """An address that a paper or a day had before."""

    target: Anchor


class NotFoundView(Struct, frozen=True):
    """``styles`` is the page's only inline style sheet, ``style_hash`` its CSP source."""

    styles: Markup
    style_hash: str
