"""A law: our files of an index are those that Pagefind itself would write, but for how they are
squeezed. It is asked for the same papers, as the pages that it knows to read."""

import base64
import gzip
from collections.abc import Iterator, Sequence
from html import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.documents import Document
from sitegen.fulltext import cbor
from sitegen.pagefind import converse, message
from sitegen.search import CHUNK, READY_MADE, build_index

LANGUAGES = ("en", "de", "fr", "zh")
Files = dict[str, bytes]


def page(paper: Document) -> str:
    aside = " data-pagefind-ignore" if paper.text else ""
    title = f'<h1{aside} data-pagefind-meta="title">{paper.title}</h1>'
    said = "".join(f'<p data-pagefind-meta="{k}">{escape(v)}</p>' for k, v in paper.said)
    footer = f"<footer data-pagefind-ignore>{said}</footer>"
    return f"<!doctype html><html><body>{title}{paper.text}{footer}</body></html>"


def requests(papers: Sequence[Document], language: str) -> Iterator[bytes]:
    yield message({"type": "NewIndex", "config": {"force_language": language}})
    for paper in papers:
        told = {"url": f"/{paper.url}", "file_contents": page(paper)}
        yield message({"type": "AddFile", "index_id": 0, **told})
    yield message({"type": "GetFiles", "index_id": 0})


def pagefind(papers: Sequence[Document], language: str) -> Files:
    answer = converse(requests(papers, language), len(papers) + 2)
    files = {one["path"]: base64.b64decode(one["content"]) for one in answer["files"]}
    others = (*READY_MADE, "pagefind-highlight", "wasm.unknown" if language != "zh" else "-")
    return {path: data for path, data in files.items() if not path.startswith(others)}


def ours(papers: Sequence[Document], language: str) -> Files:
    files = build_index(papers, language).files
    return {path.removeprefix("pagefind/"): data for path, data in files.items()}


def unpacked(files: Files) -> Files:
    return {p: gzip.decompress(data) if ".pf_" in p else data for p, data in files.items()}


def is_pagefinds(papers: Sequence[Document], language: str = "en") -> bool:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE", str(CHUNK))
        theirs = unpacked(pagefind(papers, language))
    return unpacked(ours(papers, language)) == theirs


def paper(text: str, title: str = "Owls", **said: str) -> Document:
    return Document(f"papers/{len(text)}.html", title, text, tuple(said.items()))


# Papers of one text each.
TEXTS = {
    "a plain one": "<p>Owls read what owls wrote, in the dark.</p>",
    "no end of a sentence": "<p>Owls read</p><p>of owls'</p><p>at night:</p>",
    "ends that are signs": "<p>CO²</p><p>half ½</p><p>an e\u0301</p><p>5\u200d</p><p>&lt;x&gt;</p>",
    "compounds": "<p>NeMo-Aligner state-of-the-art WebGPU x2y low/high_level a-a-a-a-a-a-a-a</p>",
    "diacritics": "<p>café cafe Café naïve Kollár, Kollar</p><p>café-crème</p><p>naïve naive</p>",
    "diacritics alone": "<p>Gödel</p>",
    "other alphabets": "<p>Ёлка ёлка ЁЛКА στίγμα ΣΤΊΓΜΑ 你好，世界 İstanbul</p>",
    "emoji": "<p>owls🦉owls 🦉 👩‍👩‍👧 5️⃣</p>",
    "signs alone": "<p>— ≤ … owls ∀</p>",
    "nothing that is a word": "<p>?! —</p>",
    "blanks of any kind": "<p>a\u00a0b\u2009c\u200bd \u200b e\u3000f\n\n\tg<br>h</p>",
    "escaped": "<p>a &lt; b &amp;amp; c &#39;d&#39; &quot;e&quot; &amp;lt;</p>",
    "marked sentences": "<p><mark>Owls</mark><span> re<em>ad</em> <code>a_b</code></span></p>",
    "formulas": "<p><math><msup><mi>x</mi><mn>2</mn></msup><mo>&#x2264;</mo></math> holds</p>",
    "headings": "<h3>State-of-the-art owls</h3><p>owls</p><h5>Owls</h5><h6>x</h6>\n<p>read</p>",
    "lists": "<ul>\n<li>one</li>\n<li>two-three<p>four</p></li>\n</ul><ol><li>five</li></ol>",
    "quotes and tables": "<blockquote>\n<p>owls</p></blockquote><table><tr><th>a</th><td>b</td>"
    "</tr></table><pre><code>x = y\n</code></pre><hr>",
    "like Pagefind's own signs": "<p>a ___b ___PAGEFINDER _c__</p>",
}
SAID = {
    "title": "A <em>New</em> Owl &amp; its ½<br>nest",
    "authors": "Åsa Öberg, Li-Wei O'Neil",
    "topics": " two  blanks\nlines\r\n",
    "day": "2025-01-01",
}


def test_any_text_is_read_as_pagefind_reads_it() -> None:
    papers = [
        Document(f"papers/{number:02}.html", "Owls", text)
        for number, text in enumerate(TEXTS.values())
    ]
    assert [name for name, one in zip(TEXTS, papers, strict=True) if not is_pagefinds([one])] == []
    assert is_pagefinds(papers)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_beside_the_text_is_found_as_well(language: str) -> None:
    title = SAID["title"]
    said = tuple((name, value) for name, value in SAID.items() if name != "title")
    papers = [
        Document("a.html", title, "<p>Öberg reads. A cafe.</p>", said),
        Document("b.html", "Naïve café", "<p>nothing of naive Oberg</p>", said[::2]),
        Document("c.html", title, "", said[:1]),
        Document("d.html", "?!", "", said),
    ]
    assert is_pagefinds(papers, language)


def test_no_paper_is_an_index_too() -> None:
    assert is_pagefinds([])
    assert is_pagefinds([paper("<p>?!</p>")])


def test_a_long_text_and_many_papers_take_longer_numbers() -> None:
    rare = [f"rare{number % 7}" if number % 300 == 0 else "often" for number in range(66_000)]
    assert is_pagefinds([paper(f"<p>{' '.join(rare)} last</p>")])
    number = range(300)
    assert is_pagefinds([Document(f"{n:03}", "Owls", f"<p>owls {n % 299} all</p>") for n in number])


WORDS = st.text("aAbéÉß1_-'.,/& \u0301🦉", max_size=12)
KNOWN = st.sampled_from(["Owls", "owl's", "e-Mail", "naïve", "naive", "reads.", "a\u200bb"])


@settings(max_examples=15)
@given(st.lists(st.tuples(WORDS, st.lists(KNOWN | WORDS), WORDS), max_size=8))
def test_it_is_so_for_any_words(papers: list[tuple[str, list[str], str]]) -> None:
    assert is_pagefinds(
        [
            Document(f"{at}.html", escape(title), f"<p>{escape(' '.join(words))}</p>", said(note))
            for at, (title, words, note) in enumerate(papers)
        ]
    )


def said(note: str) -> tuple[tuple[str, str], ...]:
    return (("keywords", note),) if note else ()


@pytest.mark.parametrize("number", [0, 23, 24, 255, 256, 65_535, 65_536, 1 << 32])
def test_numbers_texts_and_arrays_come_back(number: int) -> None:
    value = [number, -1 - number, "ö" * (number % 300), [[], [number] * (number % 30)]]
    assert cbor.decoded(cbor.encoded(value)) == value


def test_what_is_none_of_these_is_told() -> None:
    with pytest.raises(ValueError, match="no number, text or array"):
        cbor.decoded(b"\xf4")
