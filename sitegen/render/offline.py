"""The service worker: what a reader who asks for it has without a network."""

import hashlib
import json
from collections.abc import Mapping
from itertools import chain

from sitegen import urls
from sitegen.pages.setting import Setting

_DAYS = 30
_LEFT_OUT = ("static/search/", "static/search.js")  # the search needs its index, which is large


def worker_files(setting: Setting, static: Mapping[str, bytes], source: str) -> dict[str, bytes]:
    """``sw.js`` at the root of the site, which is what it may serve; none for a preview.

    Its version changes with the pages that it keeps and with the ``static`` files, by address.
    """
    if not setting.offers_offline:
        return {}
    days = [urls.day(day) for day in setting.site.dated[-_DAYS:]]
    fixed = [url for url in sorted(static) if not url.startswith(_LEFT_OUT)]
    pages = ["./", urls.HOME, urls.ARCHIVE, urls.READING, *days, *fixed]
    parts = chain(map(str.encode, pages), (hashlib.sha256(static[url]).digest() for url in fixed))
    version = hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]
    site = json.dumps({"version": version, "pages": pages}, ensure_ascii=False)
    return {urls.WORKER: f"const SITE = {site};\n{source}".encode()}
