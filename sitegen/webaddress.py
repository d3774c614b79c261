"""Which texts are addresses on the web, and what their parts are."""

import re
from urllib.parse import SplitResult, urlsplit

from sitegen.text import normalise

_WEB = re.compile(r"https?://[^\s<>\"\\^`{|}]+", re.IGNORECASE)
_NOTHING = SplitResult("", "", "", "", "")


def web_address(text: str) -> str:
    """An absolute http(s) address, "" for anything else."""
    url = normalise(text).rstrip(",;")
    return url if _WEB.fullmatch(url) and parts(url).hostname else ""


def parts(url: str) -> SplitResult:
    """The parts of an address; all are empty where it is damaged, as ``http://[::1`` is."""
    try:
        return urlsplit(url)
    except ValueError:
        return _NOTHING
