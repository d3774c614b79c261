"""What a record says is what its page says, whatever it is made of."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from record_texts import records

from sitegen.content import flattext, inline
from sitegen.content.escape import page_text
from sitegen.content.inline import block_parser, parse, record_text
from sitegen.dumps import page_text as page_capture
from sitegen.prose import outputs as prose
from sitegen.tex import plain

nasty = settings(max_examples=300, deadline=None)


@nasty
@given(records)
@example("[owl](nest.md)")
@example('Owls <a id="owls"></a>')
@example("# owls #")
@example("https://a.example`a` \\ss https://")
@example("\\textbf{a\\\\}``b \\\"''---https://a.example")
def test_a_page_reads_back_as_the_record(text: str) -> None:
    for block in (True, False):
        tokens = parse(page_text(text, block=block))
        assert record_text(tokens) == text
        assert prose.plain(tokens) == plain(text)


@nasty
@given(records, records)
def test_title_and_abstract_keep_their_places_on_a_page(title: str, abstract: str) -> None:
    heading, paragraph = page_text(title, block=False), page_text(abstract or "x", block=True)
    page = f'## {heading} <a id="slug"></a>\n\n{paragraph}\n\n### Note\n'
    tokens = block_parser().parse(page)
    assert [(token.tag, token.content) for token in tokens if token.nesting >= 0] == [
        ("h2", ""),
        ("", f'{heading} <a id="slug"></a>'.strip()),
        ("p", ""),
        ("", paragraph),
        ("h3", ""),
        ("", "Note"),
    ]


@nasty
@given(records)
def test_nothing_of_a_record_becomes_a_tag(text: str) -> None:
    tokens = parse(page_text(text, block=True))
    for shown in (prose.html(tokens), prose.feed_html(tokens)):
        left = shown.split("<")
        names = {part.split(">")[0].split(" ")[0].lstrip("/") for part in left[1:]}
        assert names <= KNOWN_TAGS


TEX = re.compile(r"\\|``|\$[^0-9]|(?<=\w)~(?=\w)")
KNOWN_TAGS = frozenset(
    "a strong em code sup sub math mrow mi mo mn mtext mspace mfrac msqrt msub msup msubsup"
    " mover munder munderover mroot".split()
)


@pytest.mark.parametrize(
    "text",
    [
        "Plain words (and brackets), 50% of them; a_b, x < y & so on.",
        "12\\% of ``owls'' -- \\eg barn owls~(Tyto) -- at https://a.example/~b_c.",
        "A **bold** claim of $x_i^2$ [1], {braces} and C:\\path.",
    ],
)
def test_most_texts_are_their_own_markdown(text: str) -> None:
    assert page_text(text, block=True) == text


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("*owl* ", "\\*owl\\* "),
        ("_owl_ snake_case", "&#95;owl&#95; snake_case"),
        ("<EOS> and <1M", "\\<EOS> and <1M"),
        ("R&amp;D", "R&amp;amp;D"),
        ("[owl](nest)", "[owl&#93;(nest)"),
        ("# owl", "&#35; owl"),
        ("1. owl", "1\\. owl"),
        ("- owl", "\\- owl"),
        ("> owl", "\\> owl"),
        ("---", "\\---"),
        ("[1]: https://a.example", "&#91;1]: https://a.example"),
        ("```", "&#96;``"),
    ],
)
def test_only_what_would_be_markup_is_escaped(text: str, page: str) -> None:
    assert page_text(text, block=True) == page


def test_lines_of_a_person_are_one_record_text() -> None:
    assert record_text(parse("one\ntwo  \nthree")) == "one two three"


@pytest.fixture(scope="module")
def real_texts(captures: Path) -> list[str]:
    dumps = sorted(captures.glob("*.txt"))
    records = [r for dump in dumps for r in page_capture.read(dump.read_text(), dump.name).records]
    return [text for record in records for text in (record.title, record.abstract)]


def test_real_captures_hardly_need_an_escape(real_texts: list[str]) -> None:
    pages = [page_text(text, block=True) for text in real_texts]
    assert [record_text(parse(page)) for page in pages] == real_texts
    same = sum(page == text for page, text in zip(pages, real_texts, strict=True))
    assert same >= 0.99 * len(pages)


def test_no_tex_is_left_in_real_captures(real_texts: list[str]) -> None:
    left = [word for text in real_texts for word in plain(text).split() if TEX.search(word)]
    assert left == ["\\800"]


@nasty
@given(records, st.integers(0, 3), st.integers(0, 3))
@example("as in \\cite{owls}", 0, 0)
@example("as in \\cite{owls}", 0, 6)
def test_the_places_where_a_rule_may_apply_are_found_by_two_ways(
    text: str, pos: int, cut: int
) -> None:
    end = len(text) - cut
    whole = inline._STOP.search(text, pos, end)
    assert flattext.stop_after(text, pos, end) == (whole.start() if whole else None)


@nasty
@given(records)
def test_where_no_sign_stands_no_rule_applies(text: str) -> None:
    signs = any(sign in text for sign in flattext._SIGNS)
    assert signs or inline._STOP.search(text) is None


@nasty
@given(records)
@example("")
@example("owls -- `wrens' at https://a.example, \\cite{owls} in $a_b$~or \\% of {\\ss} --flags")
def test_a_text_without_markdown_is_cut_as_by_the_parser(text: str) -> None:
    flat = flattext.flat_tokens(text)
    assert flat is None or flat == inline.parsed(text)


def test_most_real_texts_are_cut_without_the_parser(real_texts: list[str]) -> None:
    by_parser = sum(flattext.flat_tokens(text) is None for text in real_texts)
    assert by_parser <= 0.1 * len(real_texts)


@nasty
@given(records)
@example("[owls](https://a.example)")
@example("*owls* **wrens** _nests_ ``barns'' `code` https://a.example/a_b $x_{i}$")
def test_a_record_text_is_asked_of_the_parser_only_where_it_could_differ(text: str) -> None:
    assert inline.recorded(text) == record_text(inline.parsed(text))
