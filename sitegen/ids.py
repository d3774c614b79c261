"""Identity of a paper: arXiv id without version, else DOI, else folded title."""

import hashlib
import re
from collections.abc import Container

from sitegen.model import Facts
from sitegen.text import fold_title, slugify

LONGEST_SLUG = 80
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ARXIV = re.compile(
    r"(?:arxiv:|https?://(?:www\.|export\.)?arxiv\.org/(?:abs|pdf|html)/)?"
    r"(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?(?:\.pdf)?$",
    re.IGNORECASE | re.ASCII,
)
_SUBJECT_CLASS = re.compile(r"\.[A-Za-z]{2}(?=/)")
_DOI = re.compile(r"(?:doi:|https?://(?:dx\.)?doi\.org/)?(10\.[0-9]{4,9}/\S+)$", re.IGNORECASE)


def arxiv_id(text: str) -> str:
    """``arXiv:2210.17323v2`` -> ``2210.17323``; "" when it is no arXiv id.

    Old ids lose their subject class: ``math.GT/0309136`` and ``math/0309136`` are one paper.
    """
    found = _ARXIV.match(text.strip())
    return _SUBJECT_CLASS.sub("", found[1]).lower() if found else ""


def doi(text: str) -> str:
    """``https://doi.org/10.1000/X`` -> ``10.1000/x``; "" when it is no DOI."""
    found = _DOI.match(text.strip())
    return found[1].lower() if found else ""


def title_key(title: str) -> str:
    return "title:" + fold_title(title)


def keys(title: str, facts: Facts) -> tuple[str, ...]:
    """Every name under which a paper can be recognised, the strongest first."""
    return keys_of(arxiv_id(facts.arxiv), doi(facts.doi), title)


def keys_of(arxiv: str, doi: str, title: str) -> tuple[str, ...]:
    """The keys of a paper whose ids are known to be some, or ""."""
    return (*_strong(arxiv, doi), title_key(title))


def strong_keys(facts: Facts) -> tuple[str, ...]:
    """Those of the keys that are no title."""
    return _strong(arxiv_id(facts.arxiv), doi(facts.doi))


def _strong(arxiv: str, doi: str) -> tuple[str, ...]:
    return tuple(kind + value for kind, value in (("arxiv:", arxiv), ("doi:", doi)) if value)


def new_slug(title: str, identity: str, taken: Container[str]) -> str:
    """A permalink nobody has: from the title, with a hash of the identity if need be."""
    base = slugify(title)
    if base and base not in taken:
        return base
    mark = hashlib.sha256(identity.encode()).hexdigest()
    for length in range(8, len(mark) + 1, 8):
        slug = f"{base[: LONGEST_SLUG - length - 1].rstrip('-') or 'paper'}-{mark[:length]}"
        if slug not in taken:
            return slug
    raise ValueError(f"no slug is left for {title!r}")
