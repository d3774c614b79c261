"""Under serve an edit of texts is shown at once, as it will stand when all is built."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from conftest import Digest, paper

from sitegen import building, topics
from sitegen.commands.build import Built, build
from sitegen.commands.drafts import Drafts
from sitegen.commands.ingest import ingest
from sitegen.commands.serve import Rebuilding
from sitegen.commands.target import Target
from sitegen.errors import DigestError
from sitegen.judged import Strengths
from sitegen.options import parser

DAYS = ("2025-03-11", "2025-03-12")
OWLS, BOTH, WRENS = "Graph Owls", "Retrieval for Owls", "Wrens"


def built(digest: Digest) -> Built:
    content, report = ingest(digest.inputs(), lambda _, dumps: dumps)
    target = Target(
        digest.content, digest.folder / "templates", digest.folder / "site", search=False
    )
    return build(content, target, report, lambda _: None)


@pytest.fixture
def digest(tmp_path: Path) -> Digest:
    digest = Digest(tmp_path)
    digest.dump("11.txt", "Mar 11, 2025", paper(OWLS), paper(BOTH))
    digest.dump("12.txt", "Mar 12, 2025", paper(BOTH), paper(WRENS))
    return digest


def edited(digest: Digest, day: str, old: str, new: str) -> Path:
    digest.edit(day, old, new)
    return digest.page(day)


SHOWN: dict[str, tuple[tuple[str, str, str], set[str]]] = {
    "a word of a paper of two days": (
        (DAYS[0], "of Retrieval for Owls has", "of *Retrieval* for Owls has"),
        {
            "papers/retrieval-for-owls.html",
            f"days/{DAYS[0]}.html",
            f"days/{DAYS[1]}.html",
            "index.html",
        },
    ),
    "a word of an older day": (
        (DAYS[0], "of Graph Owls has", "of Graph $O$ has"),
        {"papers/graph-owls.html", f"days/{DAYS[0]}.html"},
    ),
    "an introduction": ((DAYS[0], "\n## ", "\nGood morning.\n\n## "), {f"days/{DAYS[0]}.html"}),
}


@pytest.mark.parametrize(("edit", "shown"), SHOWN.values(), ids=SHOWN)
def test_drafts_are_the_pages_of_the_build_that_follows(
    digest: Digest, edit: tuple[str, str, str], shown: set[str]
) -> None:
    drafts = Drafts(built(digest)).of([edited(digest, *edit)])
    assert drafts.keys() == shown
    before = {url: (digest.folder / "site" / url).read_bytes() for url in drafts}
    built(digest)
    after = {url: (digest.folder / "site" / url).read_bytes() for url in drafts}
    assert drafts == after
    assert any(after[url] != before[url] for url in shown)


def test_a_draft_of_what_is_known_judges_the_edited_day_alone(
    digest: Digest, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest.ingest()
    monkeypatch.chdir(digest.folder)
    monkeypatch.setenv("SITEGEN_CACHE", str(digest.folder / "cache"))
    options = parser().parse_args(["serve", "--no-search", "--content", str(digest.content)])
    building._make(options)
    drafts = Drafts(building._make(options))  # of papers that an earlier run judged
    judged: list[str] = []

    def judge(classifier: topics.Classifier, papers: Sequence[Any]) -> list[Strengths]:
        judged.extend(title for title, *_ in papers if title)
        return strengths_of(classifier, papers)

    strengths_of = topics.strengths_of
    monkeypatch.setattr(topics, "strengths_of", judge)
    shown = drafts.of([edited(digest, DAYS[1], "of Wrens has", "of the Wrens has")])
    assert "index.html" in shown
    assert judged == [WRENS]


NOT_SHOWN: dict[str, Callable[[Digest], Path]] = {
    "a paper goes": lambda d: edited(
        d, DAYS[0], "\n## " + d.page(DAYS[0]).read_text("utf-8").partition("\n## ")[2], "\n"
    ),
    "a paper is hidden": lambda d: edited(
        d, DAYS[1], "</a>\n", '</a>\n\n```yaml\nhidden: "true"\n```\n'
    ),
    "a topic": lambda d: d.content / "topics" / "agents.md",
    "a page that is gone": lambda d: d.content / "days" / "2025-03-13.md",
}


@pytest.mark.parametrize("edit", NOT_SHOWN.values(), ids=NOT_SHOWN)
def test_what_changes_more_than_texts_waits_for_the_build(
    digest: Digest, edit: Callable[[Digest], Path]
) -> None:
    drafts = Drafts(built(digest))
    assert drafts.of([edit(digest)]) == {}


def test_they_are_shown_while_the_site_is_built_and_no_longer(digest: Digest) -> None:
    page = f"days/{DAYS[0]}.html"
    rebuilding = Rebuilding(lambda: built(digest))
    path = edited(digest, DAYS[0], "of Graph Owls has", "of Graph Owls had")
    rebuilding.edited({path})
    assert b"of Graph Owls had" in (rebuilding.overlay.page(page) or b"")
    rebuilding.build()
    assert rebuilding.overlay.page(page) is None
    assert b"of Graph Owls had" in (digest.folder / "site" / page).read_bytes()
    edited(digest, DAYS[0], "## ", "# ")
    rebuilding.edited({path})
    assert rebuilding.overlay.page(page) is None
    with pytest.raises(DigestError):
        rebuilding.build()


def test_what_is_edited_while_the_site_is_built_stays_a_draft_of_the_new_one(
    digest: Digest,
) -> None:
    page = f"days/{DAYS[0]}.html"
    meanwhile = [("nothing", "nothing"), ("has several", "had several")]

    def build_while_somebody_edits() -> Built:
        done = built(digest)
        if len(meanwhile) == 1:
            rebuilding.edited({edited(digest, DAYS[0], *meanwhile[0])})
        meanwhile.pop(0)
        return done

    rebuilding = Rebuilding(build_while_somebody_edits)
    rebuilding.edited({edited(digest, DAYS[0], "of Graph Owls has", "of Graph Owls had")})
    rebuilding.build()
    shown = rebuilding.overlay.page(page) or b""
    assert b"of Graph Owls had" in shown
    assert b"had several" in shown


def test_what_the_build_writes_itself_is_no_edit(digest: Digest) -> None:
    rebuilding = Rebuilding(lambda: built(digest))
    lists = set((digest.content / "topics").iterdir())
    assert not rebuilding.edited(lists)
    chosen = sorted(lists)[0]
    chosen.write_text(chosen.read_text("utf-8") + "\nOf owls.\n", "utf-8")
    assert rebuilding.edited(lists)
