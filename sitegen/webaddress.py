"""Which texts are addresses on the web, and what their parts are."""

import re
from urllib.parse import SplitResult, urlsplit

from sitegen.tex.weblinks import leads_somewhere
from sitegen.text import normalise

_WEB = re.compile(r"https?://[^\s<>\"\\^`{|}]+", re.IGNORECASE)
_NOTHING = SplitResult("", "", "", "", "")


def web_address(text: str) -> str:
    """An absolute http(s) address, "" for anything else."""
    url = normalise(text).rstrip(",;")
    return url if _WEB.fullmatch(url) and parts(url).hostname else ""


def parts(url: str) -> SplitResult:
    """The parts of an address; all are empty where it leads nowhere, as ``http://[::1``."""
    return urlsplit(url) if leads_somewhere(url) else _NOTHING
