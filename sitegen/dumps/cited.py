"""Ids and addresses in the values of a bibliography, wherever people put them."""

import re

from sitegen.dumps.arxiv_parts import paper_id
from sitegen.ids import doi
from sitegen.text import normalise

_ID = r"(\d\d(?:0[1-9]|1[0-2])\.\d{4,5}|[a-z-]{2,12}(?:\.[A-Z]{2})?/\d{7})(?:v\d{1,3})?"
_CITED = re.compile(
    r"(?:(?:arxiv|corr|abs|e-?prints?|preprint)[\s,:./]{0,4}){1,5}"
    + _ID
    + r"(?:\s?\[[^\[\]]{2,20}\])?(?:[\s,(]{1,3}\d{4}\)?)?[\s.]{0,3}",
    re.IGNORECASE | re.ASCII,
)
_ARXIV_DOI = re.compile(r"10\.48550/arxiv\." + _ID, re.IGNORECASE | re.ASCII)


def cited_arxiv(text: str) -> str:
    """The arXiv id that a text is, "" where it only speaks of one.

    ``arXiv preprint arXiv:2210.17323`` and ``https://arxiv.org/abs/2210.17323v2`` are one;
    ``extends arXiv:2210.17323`` is another paper.
    """
    said = normalise(text)
    if said.lower().startswith(("http", "arxiv:")):
        said = said.partition("?")[0].partition("#")[0].rstrip("/")
        if found := paper_id(said)[0]:
            return found
    cited = _CITED.fullmatch(said) or _ARXIV_DOI.search(said)
    return paper_id(cited[1])[0] if cited else ""


def cited_doi(text: str) -> str:
    """The DOI that a text is. One of arXiv's own is "": it says the arXiv id again."""
    found = doi(normalise(text))
    return "" if _ARXIV_DOI.match(found) else found
