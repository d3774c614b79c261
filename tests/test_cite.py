"""What we cite in BibTeX, our own reader reads back."""

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from record_texts import records

from sitegen import cite, tex
from sitegen.bodies import body
from sitegen.content.escape import page_text
from sitegen.dumps.sniff import read_dump
from sitegen.model import Facts
from sitegen.paper import Paper
from sitegen.text import normalise

signs = st.one_of(st.sampled_from("aAéŁß中 .-'~^\\&%#_${}`\"@,="), st.characters(codec="utf-8"))
names = (
    st.text(signs, min_size=1, max_size=20)
    .map(normalise)
    .filter(lambda name: any(map(str.isalpha, name)) and name == tex.plain(name))
    .filter(lambda name: name.lower() != "others")  # who are left out, in BibTeX
)


def cited(title: str, authors: tuple[str, ...]) -> Paper:
    facts = Facts(arxiv="2503.00001", authors=authors, published="2025-03-01")
    page = page_text(title, block=False)
    return Paper("a", page, body(""), "", facts, tex.plain(title), (), (), False)


def read_back(paper: Paper) -> tuple[str, tuple[str, ...]]:
    data = cite.bibtex(paper, "key2025title", "").encode()
    capture = read_dump(data, "a.bib", "a.bib")
    assert (capture.kind, capture.reading.refused) == ("bibtex", ())
    (record,) = capture.reading.records
    return tex.plain(record.title), record.facts.authors


@settings(deadline=None, max_examples=200)
@given(records.filter(lambda t: tex.plain(t).strip()))
@example('\\"B')
def test_a_title_that_we_cite_is_read_back(title: str) -> None:
    """Where its braces do not match it is written as its plain text, of which a hyphen twice, as
    it stands before a macro, would be read as a dash."""
    paper = cited(title, ())
    assume("--" not in paper.plain_title)
    assert normalise(read_back(paper)[0]) == normalise(paper.plain_title)


@settings(deadline=None, max_examples=200)
@given(st.lists(names, min_size=1, max_size=3).map(tuple))
def test_authors_that_we_cite_are_read_back(authors: tuple[str, ...]) -> None:
    assert read_back(cited("A Title", authors))[1] == authors
