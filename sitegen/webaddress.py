"""Which texts are addresses on the web, and what their parts are."""

import re
from urllib.parse import SplitResult, urlsplit

from sitegen.tex.weblinks import leads_somewhere
from sitegen.text import normalise

_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
_WEB = re.compile(r"https?://[^\s<>\"\\^`{|}]+", re.IGNORECASE)
_NOTHING = SplitResult("", "", "", "", "")


def web_address(text: str) -> str:
    """An absolute http(s) address, "" for anything else. One with a sign in it that cannot be
    seen is none: without the sign it is another."""
    url = normalise(text).rstrip(",;")
    good = _WEB.fullmatch(url) and parts(url).hostname and not _HIDDEN.search(text)
    return url if good else ""


def parts(url: str) -> SplitResult:
    """The parts of an address; all are empty where it leads nowhere, as ``http://[::1``."""
    return urlsplit(url) if leads_somewhere(url) else _NOTHING
