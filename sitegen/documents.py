"""What the search index is made of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """A page as the index should see it.

    ``url`` is relative to the site's root ("papers/x.html"). ``html`` is a whole document:
    the words of its ``body`` are indexed, its first ``h1`` is the title of the result.
    """

    url: str
    html: str
