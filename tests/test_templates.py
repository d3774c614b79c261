"""The templates: valid, complete without script, closed to what is not ours."""

import functools
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import html5lib  # type: ignore[import-untyped]
import jinja2
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from msgspec.structs import replace
from weight import packed

from sitegen import calendarviews as c
from sitegen import charts, trendviews
from sitegen import listviews as li
from sitegen import views as v
from sitegen.content.settingforms import SECTIONS as SECTION_NAMES
from sitegen.render import environment as program

TEMPLATES = Path(__file__).parent.parent / "templates"
WORDS = yaml.safe_load((TEMPLATES / "words/en.yml").read_text(encoding="utf-8"))
SOURCES = {
    p.relative_to(TEMPLATES).as_posix(): p.read_text(encoding="utf-8")
    for p in sorted(TEMPLATES.rglob("*.html"))
}
STYLES, SCRIPT = "body{margin:0}", "(() => 1 < 2)()"

HOSTILE = """<script>alert("x")</script>'&"""
DAY = v.Anchor("Tuesday 11 March 2025", "days/2025-03-11.html", 2)
TOPIC = v.Anchor("Birds & trees", "topics/birds.html", 1_200)
FEED = v.FeedLink("All", "application/atom+xml", "https://digest.example/feed.atom")
CODE = v.Link("code", "Code", "https://code.example/nest")
FULL = v.PaperCard(
    slug="counting-owls",
    url="papers/counting-owls.html",
    title=Markup("Counting O<sup>2</sup>wls"),
    abstract=Markup("<p>Owls were counted by night.</p><p>There are many.</p>"),
    note=Markup("<p>Read the <em>appendix</em>.</p>"),
    summary=Markup("A count of owls. {}").format(HOSTILE),
    authors=(v.Anchor("Ann Owl", "authors/ann-owl.html"), v.Anchor(HOSTILE, "")),
    organization=v.Anchor(f"Night School {HOSTILE}", ""),
    arxiv="2503.00001",
    votes="12",
    topics=(TOPIC,),
    links=(CODE,),
    elsewhere=(v.Anchor("12 March 2025", "days/2025-03-12.html#counting-owls"),),
    coins="ctx_ver=Z39.88-2004&rft.title=Counting",
    withdrawn=f"withdrawn {HOSTILE}",
    revised="version 2, 12 March 2025",
    stars="1",
    known=v.Link("paper", "arXiv", "https://arxiv.org/abs/2503.00001"),
)
BARE = v.PaperCard(
    slug="bare",
    url="papers/bare.html",
    title=Markup("Bare"),
    abstract=Markup(""),
    note=Markup(""),
    summary=Markup(""),
    authors=(),
    organization=None,
    arxiv="",
    votes="",
    topics=(),
    links=(),
    elsewhere=(),
    coins="",
)
PLAIN = replace(
    BARE, slug="plain", url="papers/plain.html", abstract=Markup("<p>Plain words only.</p>" * 9)
)
HEADLINE = v.Headline("bare", "papers/bare.html", Markup("Bare"), HOSTILE)
SECTIONS = tuple(
    v.Anchor(name.title(), "index.html" if name == "latest" else f"{name}.html")
    for name in SECTION_NAMES
)
SITE = v.Masthead(
    "Digest",
    HOSTILE,
    "en",
    "de",
    "",
    "https://code.example/digest",
    "1.0",
    SECTIONS,
    script=Markup(SCRIPT),
    script_hash="'sha256-def='",
    offline=True,
)
DAY_VIEW = v.DayView(
    "Tuesday 11 March 2025",
    "2025-03-11",
    DAY.url,
    Markup("<p>Good morning.</p>"),
    f"The year was inferred. {HOSTILE}",
    (FULL, PLAIN, BARE),
    v.Anchor("Monday 10 March 2025", "days/2025-03-10.html"),
    v.Anchor("Wednesday 12 March 2025", "days/2025-03-12.html"),
    (TOPIC,),
    (DAY,),
    "api/days/2025-03-11.json",
)
SHEETS = (v.Anchor("1–100", DAY.url), v.Anchor("101–150", "days/2025-03-11/2.html"))
EMPTY_DAY = v.DayView(
    "Undated", "", "days/undated.html", Markup(""), "", (), None, None, (), (), ""
)
MARCH = v.Anchor("March 2025", "topics/birds/2025-03.html", 30)
BY_MONTH = li.PartList("month", (MARCH,))
BY_DAY = li.PartList("day", (v.Anchor("11 March 2025", "topics/birds/2025-03-11.html", 3),))
FRONT = li.Pager("", 1_200, 50, TOPIC, (BY_MONTH,))
MONTH = li.Pager("March 2025", 30, 30, TOPIC, (BY_MONTH,), None, MARCH, MARCH)
LONG_MONTH = li.Pager("March 2025", 300, 0, TOPIC, (BY_MONTH,), BY_DAY)
TOPIC_VIEW = li.TopicView(
    "Birds & trees",
    HOSTILE,
    Markup("<p>Begin here.</p>"),
    (li.DayGroup(DAY, (FULL, BARE)), li.DayGroup(DAY, (FULL,))),
    FRONT,
    (TOPIC,),
    (FEED,),
)
PAPER_VIEW = v.PaperView(
    FULL,
    "Counting O²wls",
    (DAY,),
    None,
    (v.Link("search", "A search engine", "https://search.example/?q=owls&l=en"),),
    (HEADLINE,),
    "@misc{owl2025,\n  title = {Counting <Owls>}\n}",
    HOSTILE,
    (("citation_title", HOSTILE),),
    v.Date("10 March 2025", "2025-03-10"),
    v.Date("2025", ""),
    ("cs.OW",),
    ("owls",),
    HOSTILE,
    (v.Link("media", "films.example/owl", "https://films.example/owl.mp4"),),
)
BARE_PAPER = v.PaperView(BARE, "Bare", (), DAY, (), (), "", "", (), None, None, (), ())
SOURCES_SEEN = (
    v.Source(HOSTILE, 1, 2, "2025-03-11", "2025-03-12", Markup("<em>CC0</em>")),
    v.Source("b", 1, 1, "", "", Markup("{}").format(HOSTILE)),
)
CALENDAR = c.CalendarYear(
    "2025",
    (
        c.CalendarHalf(
            (
                c.CalendarDay(0, 0, 0, "10 March", "", 0),
                c.CalendarDay(0, 1, 1, "11 March", DAY.url, 2),
            ),
            (c.CalendarMonth("March", 0),),
        ),
    ),
    1,
    1,
)
MONTHS = (c.Month("March 2025", "months/2025-03.html", 2, (DAY,)), c.Month("May 2020", "", 1, ()))
YEAR = c.Year("2025", "years/2025.html", CALENDAR, MONTHS)
LONG_AGO = c.Year("2014", "years/2014.html", None, MONTHS[1:])
PERIOD_VIEW = c.PeriodView(
    "Week 11, 2025",
    3,
    1,
    (FULL, BARE),
    (c.HeadlineGroup(DAY, (HEADLINE,)),),
    (DAY,),
    (TOPIC,),
    v.Anchor("Week 10, 2025", "weeks/2025-W10.html"),
    None,
    None,
    True,
)

SAVED = li.SavedSearchView(
    HOSTILE,
    HOSTILE,
    "barn",
    TOPIC,
    HOSTILE,
    (li.DayGroup(DAY, (FULL,)),),
    li.Pager("", 1, 1, DAY),
    (TOPIC,),
    (FEED,),
)
PERSON_VIEW = li.PersonView(
    "author",
    HOSTILE,
    ("A. Owl",),
    (li.DayGroup(DAY, (FULL,)),),
    FRONT,
    (TOPIC,),
    (FEED,),
)

BY_LETTER = li.PartList("letter", (v.Anchor("B", "people/author-b.html", 800),))
NAMES = (
    li.NameList("author", "B", 800, (DAY,), BY_LETTER),
    li.NameList("organization", "", 1, (TOPIC,)),
)

CHART = charts.Chart(
    HOSTILE, (charts.Bar("Week 10, 2025", 0, None), charts.Bar("Week 11, 2025", 100, 3)), 3, 3
)
TRENDING = trendviews.TrendingView(
    DAY,
    (HEADLINE,),
    28,
    7,
    28,
    90,
    80,
    True,
    (trendviews.TopicMove(TOPIC, 20, 4),),
    (trendviews.TopicMove(TOPIC, 1, 17),),
    "Week 11, 2025",
    True,
    (trendviews.FirstTerm(HOSTILE, 2, (HEADLINE,)),),
    (FEED,),
)
NO_TRENDS = replace(TRENDING, newest=None, trending=(), enough_moves=False, enough_firsts=False)

# What is rendered: template, address of the page, view. A newcomer adds a line here.
CASES: dict[str, tuple[str, str, Any]] = {
    "home": ("home.html", "index.html", DAY_VIEW),
    "home without a day": ("home.html", "index.html", EMPTY_DAY),
    "day": ("day.html", "days/2025-03-11.html", DAY_VIEW),
    "day of very many": (
        "day.html",
        "days/2025-03-11/2.html",
        replace(DAY_VIEW, sheets=v.DaySheets(150, 101, 150, SHEETS)),
    ),
    "undated": ("day.html", "days/undated.html", EMPTY_DAY),
    "archive": (
        "archive.html",
        "archive.html",
        c.ArchiveView((YEAR, LONG_AGO), v.Anchor("Undated", "u.html", 1), 3, 1),
    ),
    "week": ("period.html", "weeks/2025-W11.html", PERIOD_VIEW),
    "year": ("period.html", "years/2025.html", replace(PERIOD_VIEW, calendar=CALENDAR, others=())),
    "topic with a chart": ("topic.html", "topics/birds.html", replace(TOPIC_VIEW, chart=CHART)),
    "trending": ("trending.html", "trending.html", TRENDING),
    "trending too little": ("trending.html", "trending.html", NO_TRENDS),
    "home with trends": (
        "home.html",
        "index.html",
        replace(DAY_VIEW, trending=(HEADLINE,), rising=(TOPIC,)),
    ),
    "archive of nothing": ("archive.html", "archive.html", c.ArchiveView((), None, 0, 0)),
    "person": ("person.html", "authors/ann-owl.html", PERSON_VIEW),
    "people": ("people.html", "people.html", li.PeopleView(NAMES)),
    "people of a letter": ("people.html", "people/author-b.html", li.PeopleView(NAMES[:1])),
    "topic": ("topic.html", "topics/birds.html", TOPIC_VIEW),
    "topic month": (
        "topic.html",
        "topics/birds/2025-03.html",
        replace(TOPIC_VIEW, pager=MONTH),
    ),
    "topic month in days": (
        "topic.html",
        "topics/birds/2025-03.html",
        replace(TOPIC_VIEW, groups=(), pager=LONG_MONTH),
    ),
    "topic of nothing": (
        "topic.html",
        "topics/birds.html",
        li.TopicView("Birds", "", Markup(""), (), li.Pager("", 0, 0, TOPIC), (), ()),
    ),
    "topics": (
        "topics.html",
        "topics.html",
        v.TopicsView((v.TopicRow("Birds", TOPIC.url, HOSTILE, 1, HEADLINE),), (DAY,)),
    ),
    "paper": ("paper.html", "papers/counting-owls.html", PAPER_VIEW),
    "bare paper": ("paper.html", "papers/bare.html", BARE_PAPER),
    "search": (
        "search.html",
        "search.html",
        v.SearchView(1_234, (v.Choice("vision", "Vision"),), (v.Choice("2025", "2025"),)),
    ),
    "saved": ("saved.html", "searches/owls.html", SAVED),
    "feeds": (
        "feeds.html",
        "feeds.html",
        v.FeedsView(
            v.FeedRow(DAY, (FEED,)),
            (v.FeedRow(TOPIC, (FEED,)),),
            "feeds.opml",
            (FEED,),
            (v.FeedRow(DAY, (FEED,)),),
        ),
    ),
    "about": (
        "about.html",
        "about.html",
        v.AboutView(3, 1, 1, 1, 4, SOURCES_SEEN, (DAY,), 0),
    ),
    "reading": ("reading.html", "reading.html", None),
    "404": ("404.html", "404.html", v.NotFoundView(Markup(STYLES), "'sha256-abc='")),
    "redirect": ("redirect.html", "papers/old.html", v.RedirectView(v.Anchor(HOSTILE, "p.html"))),
}
TURN = ("figure", "search", "article")
ADDRESSES_ONLY = ("canonical", "alternate")
every_page = pytest.mark.parametrize("name", CASES)


@functools.cache
def environment() -> jinja2.Environment:
    return program.environment(TEMPLATES, WORDS)


def render(name: str, site: v.Masthead = SITE, **of_page: Any) -> str:
    template, url, view = CASES[name]
    root = "/repo/" if template == "404.html" else "../" * url.count("/")
    page = v.Page(template[:-5], url, root, "A page", HOSTILE, "https://digest.example/" + url)
    return (
        environment()
        .get_template(template)
        .render(site=site, page=replace(page, **of_page), view=view)
    )


def tree(html: str) -> Any:
    """Parsed strictly: any error of HTML syntax is an exception."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(html)


def text(html: str) -> str:
    return " ".join("".join(tree(html).itertext()).split())


def policy(html: str) -> str:
    (meta,) = tree(html).findall(".//meta[@http-equiv='Content-Security-Policy']")
    return str(meta.get("content"))


@every_page
def test_a_page_is_valid_html_with_one_heading_of_each_rank_in_turn(name: str) -> None:
    elements = list(tree(render(name)).iter())
    ids = Counter(e.get("id") for e in elements if e.get("id"))
    ranks = [int(e.tag[1]) for e in elements if re.fullmatch(r"h[1-6]", str(e.tag))]
    assert [i for i, times in ids.items() if times > 1] == []
    assert ranks.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(ranks))


@every_page
def test_nothing_runs_and_nothing_is_styled_but_from_our_own_files(name: str) -> None:
    html = render(name)
    for element in tree(html).iter():
        assert not [a for a in element.attrib if a == "style" or a.startswith("on")]
        assert element.tag != "script" or element.get("src") or element.text == SCRIPT
        assert element.tag != "style" or (name == "404" and element.text == STYLES)
    assert "unsafe-inline" not in policy(html)
    assert ("'wasm-unsafe-eval'" in policy(html)) == (name == "search")
    assert policy(html).startswith("default-src 'none'")


def test_the_404_page_allows_its_styles_by_their_hash_and_links_absolutely() -> None:
    html = render("404")
    assert "style-src 'sha256-abc=';" in policy(html)
    links = [a.get("href") for a in tree(html).findall(".//a")]
    assert all(re.match(r"/repo/|#|https:", link) for link in links)


@every_page
def test_what_is_loaded_lies_on_the_site_itself(name: str) -> None:
    root = "../" * CASES[name][1].count("/") if name != "404" else "/repo/"
    for element in tree(render(name)).iter():
        if element.tag not in ("link", "script", "img") or element.get("rel") in ADDRESSES_ONLY:
            continue
        if element.tag == "script" and element.text:
            continue
        assert (element.get("href") or element.get("src")).startswith(
            (root + "static/", root + "manifest.", root + "pagefind/")
        )


@every_page
def test_links_within_the_site_start_at_its_root(name: str) -> None:
    root = "/repo/" if name == "404" else "../" * CASES[name][1].count("/")
    for link in tree(render(name)).findall(".//a"):
        assert re.match(rf"#|https://|{re.escape(root)}[a-z0-9]", link.get("href"))


@every_page
def test_links_stay_in_the_window_so_that_none_is_handed_over(name: str) -> None:
    assert tree(render(name)).findall(".//a[@target]") == []


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Cn"])))
def test_plain_text_comes_out_as_it_went_in(name: str) -> None:
    view = v.RedirectView(v.Anchor(f"[{name}]", "p.html"))
    page = v.Page("redirect", "a.html", "", "t", "d", "")
    html = environment().get_template("redirect.html").render(site=SITE, page=page, view=view)
    assert f"[{name}]" in "".join(tree(html).itertext())


@pytest.mark.parametrize("name", ["home", "day", "topic", "paper"])
def test_the_whole_abstract_is_in_the_page(name: str) -> None:
    assert "<p>Owls were counted by night.</p><p>There are many.</p>" in render(name)
    assert 'lang="de"' in render(name)


def test_an_abstract_folds_and_a_summary_stands_in_for_it() -> None:
    folds = tree(render("day")).findall(".//details")
    assert [f.get("class") for f in folds] == ["folded", None]
    assert [len(f.findall("summary")) for f in folds] == [1, 1]


def test_an_abstract_of_a_line_is_not_folded() -> None:
    short = replace(PLAIN, abstract=Markup("<p>Plain words only.</p>"))
    made = environment().get_template("parts/paper.html").module
    assert "<details" not in made.abstract(short, "en")
    assert "Plain words only." in made.abstract(short, "en")
    assert "<details" in made.abstract(PLAIN, "en")


def test_each_paper_of_a_day_can_be_linked_to_and_offers_itself_to_citation_managers() -> None:
    page = tree(render("day"))
    assert [a.get("id") for a in page.findall(".//article")] == ["counting-owls", "plain", "bare"]
    assert [s.get("title") for s in page.findall(".//span[@class='Z3988']")] == [FULL.coins]


def test_a_paper_in_a_list_leads_to_where_its_id_is_or_to_what_looks_for_its_title() -> None:
    known, unknown, _ = tree(render("day")).findall(".//p[@class='standing']")
    places = ["12 votes", "1 star", "Code", "arXiv", "Birds & trees"]
    assert [piece.text for piece in known][:5] == places
    assert [(a.text, a.get("href")) for a in unknown] == [("Find it", "../papers/plain.html#_find")]
    assert tree(render("paper")).find(".//*[@id='_find']/dt").text == "Find it"


def test_a_topic_page_may_show_a_paper_on_two_days() -> None:
    assert [a.get("id") for a in tree(render("topic")).findall(".//article")] == [None] * 3


def test_a_month_of_a_topic_counts_its_own_papers() -> None:
    assert "30 papers ·" in text(render("topic month"))
    assert "The newest 50 of 1,200 papers." in text(render("topic"))


def test_a_part_too_long_itself_says_where_its_papers_stand() -> None:
    page = tree(render("topic month in days"))
    assert page.findall(".//article") == []
    assert "300 papers ·" in text(render("topic month in days"))
    assert [a.get("href") for a in page.findall(".//main//section//a")] == [
        "../../topics/birds/2025-03-11.html"
    ]


def test_a_week_names_the_day_of_a_paper_where_a_day_names_the_others() -> None:
    assert "also on 12 March 2025" in text(render("day"))
    assert "12 March 2025" in text(render("week"))
    assert "also on" not in text(render("week"))


def test_a_list_of_several_papers_has_its_filter_between_the_chart_and_the_papers() -> None:
    order = [e.tag for e in tree(render("topic with a chart")).iter() if e.tag in TURN]
    assert order == ["figure", "search", "article", "article", "article"]
    assert tree(render("saved")).find(".//search") is None, "one paper needs no filter"


def test_a_day_tells_how_many_papers_and_the_way_to_its_neighbours_twice() -> None:
    page = tree(render("day"))
    assert "3 papers" in text(render("day"))
    assert page.find(".//h1/time").get("datetime") == "2025-03-11"
    for rel, day in (("prev", "10"), ("next", "12")):
        links = page.findall(f".//a[@rel='{rel}']")
        assert [a.get("href") for a in links] == [f"../days/2025-03-{day}.html"] * 2


def test_a_day_of_very_many_papers_tells_which_stand_here_and_where_the_others_are() -> None:
    page = tree(render("day of very many"))
    assert "101–150 of 150 papers" in text(render("day of very many"))
    assert page.find(".//main//a[@aria-current='page']").text == "101–150"


def test_undated_says_why_it_is_in_no_feed() -> None:
    assert " ".join(WORDS["undated_why"].split()) in text(render("undated"))
    assert " ".join(WORDS["undated_why"].split()) not in text(render("day"))


def test_a_page_names_its_address_its_feeds_and_whether_to_index_it() -> None:
    shown = tree(render("topics", feeds=(FEED,)))
    assert shown.find(".//link[@rel='canonical']").get("href").endswith("/topics.html")
    assert shown.find(".//link[@rel='alternate']").get("href") == FEED.url
    assert shown.find(".//meta[@name='robots']") is None
    hidden = tree(render("topics", canonical="", noindex=True))
    assert hidden.find(".//link[@rel='canonical']") is None
    assert hidden.find(".//meta[@name='robots']").get("content") == "noindex"


def test_a_preview_says_so() -> None:
    assert "branch 7" not in text(render("about"))
    assert "branch 7" in text(render("about", replace(SITE, preview="branch 7")))


def test_a_site_without_days_or_repository_has_no_dead_links() -> None:
    links = tree(render("about", replace(SITE, sections=SECTIONS[1:], repo=""))).findall(
        ".//a[@href]"
    )
    assert "Latest" not in ["".join(a.itertext()) for a in links]
    assert not [a for a in links if not a.get("href")]


def test_the_present_section_is_marked() -> None:
    marked = tree(render("archive")).findall(".//a[@aria-current='page']")
    assert ["".join(a.itertext()) for a in marked] == ["Archive"]


def test_search_without_script_leads_to_topics_and_archive() -> None:
    page = tree(render("search"))
    assert [a.get("href") for a in page.findall(".//noscript//a")] == [
        "topics.html",
        "archive.html",
    ]
    field = page.find(".//input[@type='search']")
    assert page.find(f".//label[@for='{field.get('id')}']") is not None
    assert field.get("name") == "q"


def test_every_word_is_used_and_every_used_word_exists() -> None:
    used = {w for source in SOURCES.values() for w in re.findall(r"\bwords\.(\w+)", source)}
    pages = (TEMPLATES.parent / "sitegen/pages").glob("*.py")
    used |= {
        w for page in pages for w in re.findall(r'\.word\(\s*"(\w+)"', page.read_text("utf-8"))
    }
    names = (TEMPLATES.parent / "sitegen/daynames.py").read_text("utf-8")
    used |= {w for w in re.findall(r'"(\w+)"', names) if "_" in w} | set(SECTION_NAMES)
    used |= set(re.findall(r'forms\["(\w+)"\]', names))
    assert used == set(WORDS)
    assert not set(WORDS) & set(dir(dict))


def test_words_stand_nowhere_but_in_their_file() -> None:
    for name, source in SOURCES.items():
        bare = re.sub(r"\{% block (policy|layout) %\}.*?\{% endblock %\}", "", source)
        bare = re.sub(r"\{[{%#].*?[}%#]\}", "", bare, flags=re.DOTALL)
        bare = re.sub(r"<[^>]*>", "", bare, flags=re.DOTALL)
        assert re.findall(r"[A-Za-z]{2,}", bare) == [], name


def test_numbers_are_grouped() -> None:
    assert "1,234 papers" in text(render("search"))


def test_the_stylesheet_is_small_and_asks_for_nothing() -> None:
    css = (TEMPLATES / "static/style.css").read_bytes()
    assert packed(css) < 6_000
    assert not re.search(rb"url\(|@import|@font-face|gradient|shadow: [^n]", css)
