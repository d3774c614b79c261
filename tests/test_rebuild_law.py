"""A law: whatever people and dumps made of a digest, what it publishes of itself is enough."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.content.daypage import DayPage
from sitegen.content.dayreader import read_day
from sitegen.content.ledger import Ledger
from sitegen.content.settings import Settings
from sitegen.content.whole import Content
from sitegen.content.write import new_page, reference_text, section_markdown
from sitegen.dates import UNDATED
from sitegen.decide.ingest import FileOf, decide
from sitegen.dumps.dating import date_capture
from sitegen.dumps.sidecar import Said
from sitegen.dumps.sniff import read_dump
from sitegen.pages.setting import Setting
from sitegen.render.api import api_files
from sitegen.site import assemble
from sitegen.urls import Address

DAYS = ("2025-03-10", "2025-03-11", "2025-03-12", UNDATED)
FILES = FileOf("days")
TITLES = (
    "Plain Words",
    "Of $x^2$ and \\textsc{Cost} at 5\\%",
    "A *person's* own `title` [here](https://a.example)",
    "# 1. <b>Signs</b> & \\*stars\\*",
    "Ünïcode 中文 C++",
)
BODIES = (
    "",
    "One paragraph. See https://example.org/code.",
    "With **strong** words.\n\nAnd another\nparagraph.\n\n- a list\n- of things",
    "``Quoted'' $a_b$ -- and ~ \\cite{x}.",
    "> a quote\n\n```\n## no heading\n```",
    "1\\. No list",
)
NOTES = (
    "",
    "Read *this*.",
    "- a\n- b\n\n### Smaller\n\nText.",
    "```\n## code\n```\n\n> So.",
    "# Large",
)
INTROS = ("", "Good morning.", "### Today\n\n1. a\n2. b", "[a]: https://a.example\n\n[a]")
FENCES = (
    (),
    ('arxiv: "2501.0000{n}"', 'authors: ["Ada Béta", "C, D"]'),
    ('votes: "{n}"', 'summary: "It\'s \\"short\\"."', "topics: [+code, -vision]"),
    ('doi: "10.1000/{n}"', 'links: ["https://a.example/x?y=z#w"]', 'withdrawn: "yes"'),
    ("topics: [-code]", "mine: kept"),
)


@st.composite
def digests(draw: st.DrawFn) -> dict[str, DayPage]:
    """Day pages as people may have left them; each paper at home on one day, listed on others."""
    pick = st.sampled_from
    blocks: dict[str, list[str]] = {day: [] for day in DAYS}
    for n in range(draw(st.integers(0, 6))):
        slug, title = f"paper-{n}", draw(pick(TITLES))
        fence = [line.format(n=n) for line in draw(pick(FENCES))]
        section = section_markdown(slug, title, draw(pick(BODIES)), fence, draw(pick(NOTES)))
        home, *others = draw(st.lists(pick(DAYS), min_size=1, unique=True))
        blocks[home].append(section)
        for day in others:
            note = draw(pick(NOTES))
            told = f"\n### Note\n\n{note}\n" if note else ""
            at = draw(st.integers(0, len(blocks[day])))
            blocks[day].insert(at, reference_text(title, home, slug) + told)
    used = [day for day in DAYS if blocks[day] or draw(st.booleans())]
    texts = {
        day: new_page(day, draw(pick(("given", "inferred"))) if day != UNDATED else "")
        + "\n\n".join([draw(pick(INTROS)), *blocks[day]])
        for day in used
    }
    return {day: read_day(text, FILES(day)) for day, text in texts.items()}


def published(pages: dict[str, DayPage], ledger: Ledger) -> dict[str, bytes]:
    said = Settings(id="my.example")
    site = assemble(Content(said, pages, {}, ledger))
    return api_files(Setting(site, said, Address("https://a.example/", ""), {}))


def ingested(files: dict[str, bytes]) -> tuple[dict[str, DayPage], Ledger]:
    captures = []
    for url, data in files.items():
        capture = read_dump(data, url.rpartition("/")[2], url)
        assert capture.kind == "digest-api" and not capture.reading.refused
        captures.append(date_capture(capture, Said(), None, date(2026, 1, 1))[0])
    decision = decide({}, Ledger(), captures, FILES)
    return dict(decision.pages), decision.ledger


@settings(deadline=None, max_examples=100)
@given(digests())
def test_a_digest_rebuilt_publishes_the_same_of_itself(pages: dict[str, DayPage]) -> None:
    before = published(pages, Ledger())
    again, ledger = ingested(before)
    after = published(again, ledger)
    assert after.keys() == before.keys()
    for url in before:
        assert after[url].decode() == before[url].decode(), url


@settings(deadline=None, max_examples=30)
@given(digests())
def test_and_is_the_same_content(pages: dict[str, DayPage]) -> None:
    again, _ = ingested(published(pages, Ledger()))
    assert again.keys() == pages.keys()
    for day, page in pages.items():
        assert again[day].intro == page.intro
        assert [e.slug for e in again[day].entries] == [e.slug for e in page.entries]
        for ours, theirs in zip(page.sections, again[day].sections, strict=True):
            texts = [(s.title, s.abstract, s.note, s.facts) for s in (ours, theirs)]
            assert texts[0] == texts[1]
            assert ours.editorial.plus == theirs.editorial.plus
            assert ours.editorial.minus == theirs.editorial.minus
