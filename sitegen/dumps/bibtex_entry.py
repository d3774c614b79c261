"""The fields of a BibTeX entry -> what it says of the work."""

import re
from collections.abc import Callable, Iterator, Mapping

from sitegen.dumps.arxiv_parts import paper_id
from sitegen.dumps.bibtex_value import split_names, ungrouped
from sitegen.dumps.cited import cited_arxiv
from sitegen.dumps.limits import LONGEST_NAME
from sitegen.dumps.partial_date import iso, iso_date
from sitegen.dumps.reference import Reference
from sitegen.text import normalise

_PLACES = (
    *("arxiv", "arxivid", "journal", "journaltitle", "volume", "number", "pages", "eid"),
    *("howpublished", "note"),
)
_ESCAPED = re.compile(r"(?P<group>\{)?\\(?P<sign>[_%#&~$])(?:\{\})?(?(group)\})")
_LABELLED = re.compile(r"(?:family|given|prefix|suffix)\s*=")
_URL = re.compile(r"\\(?:url|href)\s*(?=\{)")
_WEB = re.compile(r"https?://[^\s{}]+")
_MONTH = re.compile(r"[A-Za-z]{3,}|\d{1,2}")
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")

_Said = Callable[[str], str]


def reference(line: int, fields: Mapping[str, str]) -> Reference:
    """``fields`` by their names in lower case, values without delimiters."""

    def said(name: str) -> str:
        return ungrouped(fields.get(name, ""))

    return Reference(
        line,
        title=said("title"),
        abstract=said("abstract"),
        authors=tuple(_names(fields.get("author", ""))),
        published=_published(said),
        arxiv=_eprint(said),
        doi=_ESCAPED.sub(r"\g<sign>", said("doi")),
        urls=(
            *_address(fields.get("url", "")).split(),
            *_WEB.findall(_address(said("howpublished"))),
        ),
        places=tuple(map(said, _PLACES)),
        categories=tuple((said("primaryclass") or said("eprintclass")).split()),
        keywords=tuple(re.split("[,;]", said("keywords"))),
    )


def _names(authors: str) -> Iterator[str]:
    """Every name as "First von Last Jr", its TeX and the braces round a whole name kept."""
    from bibtexparser.middlewares.names import parse_single_name_into_parts

    for name in split_names(authors):
        if len(name) > LONGEST_NAME:
            yield ungrouped(name)
        elif _LABELLED.match(name):
            yield ungrouped(_labelled(name))
        else:
            parts = parse_single_name_into_parts(name, strict=False)
            yield ungrouped(parts.merge_first_name_first)


def _labelled(name: str) -> str:
    """``family=Vries, given=Tom, prefix=de``, as BibLaTeX allows."""
    pairs = (part.partition("=") for part in name.split(","))
    said = {label.strip(): value.strip() for label, _, value in pairs}
    return " ".join(
        filter(None, (said.get(one) for one in ("given", "prefix", "family", "suffix")))
    )


def _eprint(said: _Said) -> str:
    """The eprint where it is one of arXiv, with its version; an old number is completed by its
    class."""
    archive = said("archiveprefix") or said("eprinttype") or "arxiv"
    if archive.strip().lower() != "arxiv":
        return ""
    number, archive_class = normalise(said("eprint")), normalise(said("primaryclass"))
    completed = f"{archive_class.partition('.')[0]}/{number}"
    as_stated = (text for text in (number, cited_arxiv(number), completed) if paper_id(text)[0])
    return next(as_stated, "")


def _published(said: _Said) -> str:
    if date := iso_date(said("date")):
        return date
    month = said("month")
    name = _MONTH.search(re.sub(r"\d", "", month) or month)
    day = _DAY.search(said("day") or (month if name and name[0].isalpha() else ""))
    return iso(said("year").strip(), name[0] if name else "", day[0] if day else "")


def _address(text: str) -> str:
    """A web address as people type it into a browser."""
    bare = _ESCAPED.sub(r"\g<sign>", _URL.sub("", text))
    return bare.replace("{", " ").replace("}", " ")
