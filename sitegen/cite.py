"""A paper as a citation: BibTeX and one line of plain text."""

import re
from collections.abc import Iterator
from urllib.parse import quote

from sitegen import tex
from sitegen.content.inline import recorded
from sitegen.paper import Paper

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "`": r"\textasciigrave{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    **{sign: f"\\{sign}" for sign in "&%#_$"},
}
_ONE_NAME = re.compile(r"\band\b|,", re.IGNORECASE)
_BRACE = re.compile("[{}]")
_ESCAPED = re.compile(r"\\[{}]")
_AUTHORS = 3


def bibtex(paper: Paper, key: str, address: str) -> str:
    """One entry under ``key``. The title keeps its TeX and its capitals; ``address`` is the
    paper's page here ("" where nobody knows it), taken where nothing better is known."""
    lines = [f"  {name} = {{{value}}}," for name, value in _fields(paper, address)]
    return "\n".join([f"@misc{{{key},", *lines, "}"])


def plain(paper: Paper, address: str) -> str:
    """Authors, title, year, identifier, address."""
    facts = paper.facts
    names = facts.authors[:_AUTHORS]
    more = " et al." if len(facts.authors) > _AUTHORS else ""
    parts = [
        ", ".join(names) + more,
        paper.plain_title.rstrip("."),
        facts.published[:4],
        f"arXiv:{facts.arxiv}" if facts.arxiv else "",
        facts.doi,
        "Withdrawn" if facts.withdrawn else "",
        _address(paper, address),
    ]
    return ". ".join(part for part in parts if part)


def _fields(paper: Paper, address: str) -> Iterator[tuple[str, str]]:
    facts = paper.facts
    yield "title", "{" + latex(recorded(paper.title)) + "}"
    if facts.authors:
        yield "author", " and ".join(map(_author, facts.authors))
    if facts.published:
        yield "year", facts.published[:4]
    if facts.arxiv:
        yield "eprint", facts.arxiv
        yield "archivePrefix", "arXiv"
    if facts.arxiv and facts.categories:
        yield "primaryClass", facts.categories[0]
    if facts.doi:
        yield "doi", facts.doi
    if facts.withdrawn:
        yield "note", "Withdrawn"
    if known := _address(paper, address):
        yield "url", known


def _address(paper: Paper, address: str) -> str:
    """The paper's own, and only where it has none its page here."""
    if paper.facts.arxiv:
        return f"https://arxiv.org/abs/{paper.facts.arxiv}"
    return f"https://doi.org/{quote(paper.facts.doi)}" if paper.facts.doi else address


def _author(name: str) -> str:
    """A name with " and " or a comma in it is one author, such as a team."""
    return "{" + _escaped(name) + "}" if _ONE_NAME.search(name) else _escaped(name)


def latex(text: str) -> str:
    """Record text as LaTeX: its own TeX stays, everything else that LaTeX would take for markup
    is escaped."""
    written = "".join(
        _escaped(piece.content) if piece.type in ("text", "url") else _own(piece)
        for piece in tex.pieces(text)
    )
    return written if _is_balanced(written) else _escaped(tex.plain(text))


def _is_balanced(written: str) -> bool:
    """BibTeX counts every brace, other readers none behind a backslash."""
    return all(map(_closes, (written, _ESCAPED.sub("", written))))


def _closes(written: str) -> bool:
    depth = 0
    for brace in _BRACE.findall(written):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return not depth


def _own(piece: tex.Piece) -> str:
    """An escaped quotation mark would be an accent before a letter, and backticks a quotation."""
    if piece.markup == '\\"':
        return '"'
    if piece.type == "code_inline":
        return f"\\texttt{{{_escaped(piece.content)}}}"
    return "" if piece.markup == "**" else piece.markup


def _escaped(text: str) -> str:
    return "".join(_SPECIAL.get(letter, letter) for letter in text)
