"""Links that lead away: what a paper's addresses are, and where else to find it."""

from collections.abc import Sequence

from sitegen.linkkinds import kind_of
from sitegen.pages.percent import quoted
from sitegen.paper import Paper
from sitegen.views import Link

_LABEL = 60


def away(paper: Paper) -> tuple[Link, ...]:
    """The code, data, model and project pages that the paper itself names, each once."""
    return leading(paper.urls)


def leading(addresses: Sequence[str]) -> tuple[Link, ...]:
    """To each of the addresses, once."""
    if not addresses:
        return ()
    found = {label_of(url).lower(): url for url in reversed(addresses)}
    return tuple(Link(kind_of(url), label_of(url), url) for url in reversed(found.values()))


def media(paper: Paper) -> tuple[Link, ...]:
    """Pictures and films that others keep; none is loaded by a page."""
    return tuple(Link("media", label_of(url), url) for url in paper.facts.media)


def label_of(url: str) -> str:
    """The address as a person would say it: no scheme, no trailing slash."""
    label = url.partition("://")[2].removeprefix("www.").rstrip("/")
    return label if len(label) <= _LABEL else label[: _LABEL - 1] + "…"


def by_id(paper: Paper) -> tuple[Link, ...]:
    """Where the paper's ids lead; nothing where no id is known."""
    arxiv, doi = paper.facts.arxiv, paper.facts.doi
    places = (
        ("arXiv", arxiv and f"https://arxiv.org/abs/{arxiv}"),
        ("DOI", doi and f"https://doi.org/{quoted(doi)}"),
    )
    return tuple(Link("paper", name, url) for name, url in places if url)


def find(paper: Paper) -> tuple[Link, ...]:
    """Where to find a paper: by id where one is known, else by title."""
    title, arxiv = quoted(paper.plain_title), paper.facts.arxiv
    places = [
        ("Google Scholar", f"https://scholar.google.com/scholar?q={title}"),
        ("Semantic Scholar", f"https://www.semanticscholar.org/search?q={title}"),
    ]
    if arxiv:
        places.append(("Hugging Face", f"https://huggingface.co/papers/{arxiv}"))
    else:
        places.insert(0, ("arXiv", f"https://arxiv.org/search/?searchtype=title&query={title}"))
        places.append(("Hugging Face", f"https://huggingface.co/papers?q={title}"))
    return (*by_id(paper), *(Link("search", name, url) for name, url in places))
