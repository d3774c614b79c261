"""What readers see of a text: see cases/prose/README.md."""

import re
from collections.abc import Iterator
from html import escape
from pathlib import Path

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.common.normalize_url import normalizeLink

from sitegen.content.escape import page_text
from sitegen.content.inline import parse
from sitegen.prose import outputs as prose

CASES = Path(__file__).parent / "cases" / "prose"


def cases() -> Iterator[object]:
    for file in sorted(CASES.glob("*.txt")):
        lines = [line for line in file.read_text("utf-8").split("\n") if not line.startswith("# ")]
        for number, block in enumerate(re.split(r"\n{2,}", "\n".join(lines).strip()), start=1):
            fields = dict(re.split(r":\s+", line, maxsplit=1) for line in block.split("\n"))
            yield pytest.param(fields, id=f"{file.stem}-{number}")


def markdown(fields: dict[str, str]) -> str:
    return fields["page"] if "page" in fields else page_text(fields["record"], block=True)


@pytest.mark.parametrize("fields", list(cases()))
def test_case(fields: dict[str, str]) -> None:
    tokens = parse(markdown(fields))
    assert prose.html(tokens) == fields["html"].replace("␣", "\u00a0")
    assert prose.plain(tokens) == fields["plain"]


@pytest.mark.parametrize("fields", list(cases()))
def test_html_is_well_formed(fields: dict[str, str]) -> None:
    tokens = parse(markdown(fields))
    for html in (prose.html(tokens), prose.feed_html(tokens)):
        html5lib.HTMLParser(strict=True).parseFragment(html)
        assert not re.search(r"<[^>]*\s(?:on\w+|style|class)=|<script|=.?javascript:", html)


def test_feeds_get_no_mathml() -> None:
    tokens = parse(r"by $\frac{a}{b}$ and $x^2$")
    assert prose.feed_html(tokens) == "by a/b and x<sup>2</sup>"


def test_links_stand_in_order_each_once() -> None:
    tokens = parse("https://b.example, [a](https://a.example), <https://b.example> [c](c.md)")
    assert prose.links(tokens) == ("https://b.example", "https://a.example")


class TestBlocks:
    def test_headings_go_below_those_of_the_page(self) -> None:
        html = prose.block_html("# One\n\n##### Five\n", heading_shift=2)
        assert html == "<h3>One</h3>\n<h6>Five</h6>\n"

    def test_inline_text_is_the_same_as_elsewhere(self) -> None:
        html = prose.block_html("An *owl* -- at 10\\% of $x^2$,\n``said'' they.", heading_shift=0)
        assert html == "<p>An <em>owl</em> – at 10% of x<sup>2</sup>,\n“said” they.</p>\n"

    def test_lists_code_and_tables_work(self) -> None:
        source = "- a\n- b\n\n```py\nx < 1\n```\n\n| a | b |\n|:-:|---|\n| 1 | 2 |\n"
        html = prose.block_html(source, heading_shift=0)
        assert html.startswith("<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n")
        assert '<pre><code class="language-py">x &lt; 1\n</code></pre>' in html
        assert "<th>a</th>" in html and "style" not in html

    def test_raw_html_is_shown_and_not_run(self) -> None:
        html = prose.block_html(
            "<script>alert(1)</script>\n\na <b onclick=x>b</b>", heading_shift=0
        )
        assert html == (
            "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"
            "<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>\n"
        )

    def test_links_lead_to_the_web_to_mail_or_within_the_site(self) -> None:
        source = "[a](https://a.example) [b](mailto:b@b.example) [c](c.md#d) [d](data:x) [e](//e)"
        html = prose.block_html(source, heading_shift=0)
        assert re.findall(r'href="([^"]*)"', html) == [
            "https://a.example",
            "mailto:b@b.example",
            "c.md#d",
            "//e",
        ]


@given(st.from_regex(prose._NORMAL_LINK, fullmatch=True))
def test_most_addresses_are_normal_links_as_they_stand(address: str) -> None:
    assert escape(normalizeLink(address)) == address
