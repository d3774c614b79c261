"""What a keeper leaves out with ``omit``, and how long feeds are."""

import pytest
from conftest import Digest, paper, tree

from sitegen.site import assemble

PARTS = ("related", "citations", "api", "search")


def test_kinds_of_pages_can_be_left_out(digest: Digest) -> None:
    digest.content.mkdir()
    (digest.content / "site.yml").write_text("omit: [weeks, months, years]\n", "utf-8")
    digest.dump("a.txt", "Mar 11, 2025", paper("On Owls"))
    digest.build()
    pages = tree(digest.folder / "site")
    assert not [url for url in pages if url.split("/")[0] in ("weeks", "months", "years")]
    assert b"Tuesday 11" in pages["archive.html"]


@pytest.mark.parametrize("omit", [(), PARTS])
def test_parts_of_pages_and_the_search_can_be_left_out(
    digest: Digest, omit: tuple[str, ...]
) -> None:
    digest.content.mkdir()
    (digest.content / "site.yml").write_text(f"omit: [{', '.join(omit)}]\n", "utf-8")
    digest.dump("a.txt", "Mar 11, 2025", *(paper(f"Owls and {what}") for what in ("Mice", "Men")))
    digest.build()
    site = digest.folder / "site"
    shown = {
        "related": "Related papers" in (site / "papers/owls-and-mice.html").read_text("utf-8"),
        "citations": "BibTeX" in (site / "papers/owls-and-mice.html").read_text("utf-8"),
        "api": "api/" in (site / "days/2025-03-11.html").read_text("utf-8"),
        "search": "search.html" in (site / "index.html").read_text("utf-8"),
    }
    files = {"api": site / "api", "search": site / "pagefind"}
    assert {part for part, is_shown in shown.items() if not is_shown} == set(omit)
    assert {part for part, folder in files.items() if not folder.exists()} == set(omit) & set(files)


def test_a_build_without_search_is_one_of_a_site_that_leaves_it_out(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11, 2025", paper("On Owls"))
    assert digest.build(search=False).indexed == 0
    left_out = tree(digest.folder / "site")
    (digest.content / "site.yml").write_text("omit: search\n", "utf-8")
    digest.build()
    assert tree(digest.folder / "site") == left_out


def test_topics_by_rule_can_be_left_out(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11, 2025", paper("Object Detection in Images of Owls"))
    digest.ingest()
    assert [p.topics for p in assemble(digest.load()).papers.values()] != [()]
    (digest.content / "site.yml").write_text("omit: rules\n", "utf-8")
    assert [p.topics for p in assemble(digest.load()).papers.values()] == [()]


def test_a_feed_can_be_cut(digest: Digest) -> None:
    digest.dump("a.txt", "Mar 11, 2025", *(paper(f"Owls and {n}") for n in range(4)))
    digest.ingest()
    (digest.content / "site.yml").write_text("feed_papers: 3\n", "utf-8")
    digest.build()
    assert (digest.folder / "site/feeds/all.atom").read_text("utf-8").count("<entry>") == 3
