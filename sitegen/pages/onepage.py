"""The frame of one page: its title, its description, where it stands."""

from sitegen import urls
from sitegen.pages.corrections import edit_url, report_url
from sitegen.pages.edition import Edition
from sitegen.views import FeedLink, Page

_DESCRIPTION = 160
_CONTENT = "content"


def one_page(
    edition: Edition,
    kind: str,
    url: str,
    title: str,
    description: str,
    *,
    feeds: tuple[FeedLink, ...],
    picture: str,
    source: str = "",
    noindex: bool = False,
    root: str | None = None,
) -> Page:
    """``source``: the file of the content that it shows; ``picture``: the address of its picture
    on the site."""
    return Page(
        kind,
        url,
        urls.root_of(url) if root is None else root,
        title,
        summarised(description),
        edition.address.canonical(url),
        feeds,
        noindex or bool(edition.preview),
        edit_url(edition.settings, f"{_CONTENT}/{source}") if source else "",
        report_url(edition.settings, title),
        edition.picture(picture),
    )


def summarised(text: str) -> str:
    """The beginning of a text for a description, cut at a word."""
    if len(text) <= _DESCRIPTION:
        return text
    return text[:_DESCRIPTION].rpartition(" ")[0] + " …"
