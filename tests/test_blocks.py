"""Headings and fences that are found without the Markdown parser are those that it finds."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sitegen.content.blocks import Block, flat_blocks, parsed_blocks

LINES = st.sampled_from(
    [
        *("", "", "", '## A <a id="a"></a>', "## [B](2025-03-11.md#b)", "### Note", "# One"),
        *("```yaml", 'votes: "1"', "```", "````", "~~~", "``` yaml", "yaml", "``", "  ```"),
        *("An abstract.", "3D things.", "1. one", "12) two", "2023. It", "10 of 12", "1.5 of 2"),
        *("- a", "-", "---", "===", "***", "*so*", "_a_", "> q", "+ b", "[a]: b", "[a](b) c"),
        *(
            "$x$ is",
            "(a)",
            '"Quoted"',
            "\\# no",
            "| a | b |",
            "|-|-|",
            "a | b",
            ":-",
            "<b>",
            "    code",
        ),
        *(
            "## A ##",
            "## ",
            "##",
            "##  B",
            "#### deep",
            "##B",
            "## \u00a0C\u00a0",
            "\tTabbed",
            " One",
            "É",
            "題",
        ),
        *("a\u2028b", "a\x0cb", "\u3000a", "a  ", "a\\", "## D  ", "'s", "&amp;", "{a}", "^", "."),
    ]
)
SECTION = ["## A", "", "```yaml", 'votes: "1"', "```", "", "An abstract.", ""]


@settings(max_examples=400)
@given(st.lists(LINES, max_size=14).map("\n".join))
@example("\n".join(SECTION))
@example("\n".join(SECTION[:5]))
@example("An abstract.\n```yaml\na: b\n```")
@example("## A\n\n\n```yaml\na: b\n```")
@example("## A\n```yaml\na: b\n```")
@example("## A\n\n```yaml\na: b\n```\nmore\n\n### Note\n\nMine.")
def test_what_is_found_is_what_the_parser_finds(body: str) -> None:
    found = flat_blocks(body)
    assert found is None or found == list(parsed_blocks(body))


@pytest.mark.parametrize("end", ["", "\n", "\n\n"])
def test_what_ingest_writes_is_found_so(end: str) -> None:
    lines = ["", "Good morning.", "", *SECTION, "## [B](2025-03-11.md#b)", "", *SECTION]
    assert flat_blocks("\n".join(lines) + end) == [
        Block("h2", 3, 4, "A"),
        Block("", 5, 8, 'votes: "1"\n', "yaml", "```", True),
        Block("h2", 11, 12, "[B](2025-03-11.md#b)"),
        Block("h2", 13, 14, "A"),
        Block("", 15, 18, 'votes: "1"\n', "yaml", "```", True),
    ]


@pytest.mark.parametrize(
    "body",
    [
        "- a list",
        "two\nlines",
        "## A ##",
        "Title\n===",
        "```\ncode\n```",
        "1. one",
        "> quoted",
        "  a",
    ],
)
def test_another_form_is_left_to_the_parser(body: str) -> None:
    assert flat_blocks(body) is None
