"""Taking a paper down, and taking an ingest back."""

import pytest
from conftest import Digest, paper, tree

from sitegen.commands.keeper import remove, undo
from sitegen.errors import DigestError

ALPHA, BETA, GAMMA = paper("Alpha Networks"), paper("Beta Models"), paper("Gamma Rays")


def test_a_paper_taken_down_is_nowhere_and_stays_away(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA, BETA)
    digest.dump("b.txt", "Mar 12", ALPHA, GAMMA)
    digest.build(base_url="https://example.org/")
    remove(digest.inputs(), "alpha-networks")
    digest.build(base_url="https://example.org/")
    site = tree(digest.folder / "site")
    assert "papers/alpha-networks.html" not in site
    texts = (data for name, data in site.items() if not name.startswith("pagefind/"))
    assert not any(b"Alpha Networks" in data for data in texts)
    assert digest.slugs("2025-03-12") == ["gamma-rays"]


def test_it_comes_back_as_it_stood_on_every_day(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA, BETA)
    digest.dump("b.txt", "Mar 12", ALPHA, GAMMA)
    digest.ingest()
    digest.edit("2025-03-11", "## Beta", "### Note\n\nMine.\n\n## Beta")
    remove(digest.inputs(), "alpha-networks")
    digest.restore("alpha-networks")
    sections = [(s.slug, s.note) for s in digest.load().days["2025-03-11"].sections]
    assert sections == [("alpha-networks", "Mine."), ("beta-models", "")]
    assert digest.slugs("2025-03-12") == ["alpha-networks", "gamma-rays"]


def test_a_slug_nobody_has_is_told_with_the_nearest(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA)
    digest.ingest()
    with pytest.raises(DigestError, match="Did you mean alpha-networks"):
        remove(digest.inputs(), "alpha-network")


def test_undo_takes_the_last_ingest_back_byte_for_byte(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA)
    digest.ingest()
    before = tree(digest.content)
    digest.dump("b.txt", "Mar 12", ALPHA, BETA)
    digest.dump("c.txt", "Mar 11", GAMMA)
    digest.ingest()
    digest.ingest()
    undo(digest.inputs())
    assert tree(digest.content) == before
    with pytest.raises(DigestError, match="nothing to undo"):
        undo(digest.inputs())
    assert digest.ingest().new == 2, "what was undone can be taken in again"


def test_undo_keeps_what_a_person_wrote_since(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11", ALPHA)
    digest.ingest()
    digest.edit("2025-03-11", "## Alpha", "Hello.\n\n## Alpha")
    edited = tree(digest.content)
    with pytest.raises(DigestError, match=r"2025-03-11\.md: edited since"):
        undo(digest.inputs())
    assert tree(digest.content) == edited
