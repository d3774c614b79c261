"""The search index: whole, stable, and an error in words when there can be none."""

import gzip
import json
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pagefind_bin
import pytest
from conftest import Digest

from sitegen import search
from sitegen.documents import Document
from sitegen.errors import DigestError
from sitegen.search import Made, build_index

WORDS = """adapter alignment benchmark calibration caption chain corpus decoder depth diffusion
distillation encoder entropy evaluation gradient graph inference kernel language latent memory
model motion network objective policy prompt quantum ranking reasoning retrieval reward robot
sampling scaling segmentation speech token transfer video vision weight""".split()


def paper(number: int) -> Document:
    chosen = random.Random(number)
    title, abstract = (" ".join(chosen.choices(WORDS, k=k)) for k in (7, 90))
    return Document(f"papers/paper-{number}.html", f"{title} {number}", f"<p>{abstract}</p>")


PAPERS = tuple(paper(number) for number in range(300))


@pytest.fixture(scope="module")
def made() -> Made:
    return build_index(PAPERS, "en")


@pytest.fixture(scope="module")
def index(made: Made) -> Mapping[str, bytes]:
    return made.files


def fragments(files: Mapping[str, bytes]) -> dict[str, Any]:
    """What a browser is shown of each paper, by id."""
    return {
        Path(path).stem: json.loads(gzip.decompress(data).removeprefix(b"pagefind_dcd"))
        for path, data in files.items()
        if path.endswith(".pf_fragment")
    }


def titles(files: Mapping[str, bytes]) -> dict[str, str]:
    return {page["url"]: page["meta"]["title"] for page in fragments(files).values()}


def ids(files: Mapping[str, bytes]) -> dict[str, str]:
    return {page["url"].removeprefix("/"): name for name, page in fragments(files).items()}


def test_every_paper_is_in_it_under_its_address_and_title(index: Mapping[str, bytes]) -> None:
    found = titles(index)
    assert set(found) == {f"/papers/paper-{number}.html" for number in range(300)}
    assert found["/papers/paper-7.html"] == PAPERS[7].title


def test_it_holds_what_our_own_interface_needs_and_no_ready_made_one(
    index: Mapping[str, bytes],
) -> None:
    top = {path.removeprefix("pagefind/") for path in index if path.count("/") == 1}
    (meta,) = (name for name in top if name.endswith(".pf_meta"))
    assert top - {meta} == {
        "pagefind.js",
        "pagefind-worker.js",
        "pagefind-entry.json",
        "wasm.en.pagefind",
    }


def test_a_word_that_many_papers_hold_is_loaded_with_few_others(index: Mapping[str, bytes]) -> None:
    parts = [path for path in index if path.startswith("pagefind/index/")]
    assert len(WORDS) / len(parts) < 6  # as Pagefind comes, it would be 14


def test_the_same_papers_in_any_order_give_the_same_bytes(made: Made) -> None:
    assert build_index(random.Random(1).sample(PAPERS, k=len(PAPERS)), "en") == made


def test_the_language_is_the_one_asked_for_whatever_the_page_says() -> None:
    files = build_index(PAPERS[:2], "de").files
    assert list(json.loads(files["pagefind/pagefind-entry.json"])["languages"]) == ["de"]
    assert "pagefind/wasm.de.pagefind" in files


def test_a_language_without_stemming_gets_the_neutral_core() -> None:
    assert "pagefind/wasm.unknown.pagefind" in build_index(PAPERS[:2], "zh").files


def test_no_papers_is_an_index_too() -> None:
    assert fragments(build_index([], "en").files) == {}


def test_each_paper_is_known_by_the_name_of_its_page_in_the_index(made: Made) -> None:
    assert made.ids.keys() == {each.url for each in PAPERS}
    assert made.ids == ids(made.files)


def test_a_paper_without_an_abstract_is_found_by_its_title_and_one_without_a_word_by_nothing(
    digest: Digest,
) -> None:
    digest.dumps.mkdir()
    (digest.dumps / "a.bib").write_text("@misc{a, title={Owls}}\n@misc{b, title={?!}}\n", "utf-8")
    digest.ingest(add=True)
    digest.build()
    root = digest.folder / "site"
    files = {p.relative_to(root).as_posix(): p.read_bytes() for p in root.glob("pagefind/**/*.*")}
    assert ids(files).keys() == {"papers/owls.html"}


def test_an_address_may_be_long_and_hold_any_sign() -> None:
    url = f'papers/{"x" * 300}-é"\\-{{}}.html'
    made = build_index([Document(url, "Owls", "<p>read</p>")], "en")
    assert ids(made.files).keys() == made.ids.keys() == {url}


def test_a_shard_below_uses_the_program_of_the_top(made: Made) -> None:
    below = build_index(PAPERS, "en", "ab12/")
    assert below.ids == made.ids
    shard = below.files
    assert all(path.startswith("pagefind/ab12/") for path in shard)
    assert not [path for path in shard if path.endswith((".js", "wasm.en.pagefind"))]
    entry = json.loads(shard["pagefind/ab12/pagefind-entry.json"])
    core = urljoin("/pagefind/ab12/", f"wasm.{entry['languages']['en']['wasm']}.pagefind")
    assert core.removeprefix("/") in made.files


# A program in place of the binary: (its text, or None for none; words of the error).
BROKEN: dict[str, tuple[str | None, str]] = {
    "missing": (None, "Pagefind cannot be started"),
    "not a program": ("", "Pagefind cannot be started"),
    "dies at once": ("#!/bin/sh\nexit 1\n", "Pagefind died after 0 of 3 answers"),
    "dies in the middle": (
        "#!/bin/sh\nhead -c 400 >/dev/null\nprintf 'eyJwYXlsb2FkIjp7InR5cGUiOiJPSyJ9fQ==,'\n",
        "Pagefind died after 1 of 3 answers",
    ),
    "speaks another language": ("#!/bin/sh\nprintf 'hello,'\n", "Pagefind answered in a way"),
}


@pytest.mark.parametrize(("program", "words"), BROKEN.values(), ids=BROKEN)
def test_a_binary_that_does_not_work_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str | None, words: str
) -> None:
    binary = tmp_path / "pagefind"
    if program is not None:
        binary.write_text(program)
        binary.chmod(0o755 if program else 0o644)
    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: binary)
    with pytest.raises(DigestError, match=words):
        build_index(PAPERS, "en")


def test_a_refusal_is_told_in_the_binarys_words(monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = [search.message({"type": "AddFile", "index_id": 5, "url": "/x", "file_contents": ""})]
    monkeypatch.setattr(search, "requests", lambda *_: iter(nowhere))
    with pytest.raises(DigestError, match="Pagefind refused: Invalid index"):
        build_index([], "en")
