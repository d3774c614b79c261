"""Where a reader can mend a page or report an error: the digest's repository."""

from urllib.parse import quote, urlencode, urlsplit

from sitegen.content.settings import Settings

# The way to a file's editor, by host; other hosts are taken to be of the last kind (Forgejo).
_EDITORS = {
    "github.com": "edit/{branch}/{path}",
    "gitlab.com": "-/edit/{branch}/{path}",
    "": "_edit/{branch}/{path}",
}
_ISSUES = {"gitlab.com": ("-/issues/new", "issue[title]"), "": ("issues/new", "title")}


def edit_url(settings: Settings, path: str) -> str:
    """The editor of a file of the content, "" where no repository is known.

    ``path`` is relative to the repository, the digest's content in ``content/``.
    """
    if not settings.repo:
        return ""
    way = _EDITORS.get(_host(settings), _EDITORS[""])
    return settings.repo + way.format(branch=quote(settings.branch), path=quote(path))


def report_url(settings: Settings, title: str) -> str:
    """A new issue that names the page, "" where no repository is known."""
    if not settings.repo:
        return ""
    way, key = _ISSUES.get(_host(settings), _ISSUES[""])
    return f"{settings.repo}{way}?{urlencode({key: title})}"


def _host(settings: Settings) -> str:
    return (urlsplit(settings.repo).hostname or "").removeprefix("www.")
