"""Which reader a dump needs: decided by its content, never by its name alone."""

import hashlib
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from sitegen.dumps import (
    arxiv_api,
    arxiv_feed,
    arxiv_listing,
    arxiv_snapshot,
    bibtex,
    csl_json,
    digest_api,
    hf_api,
    hf_html,
    page_brackets,
    page_links,
    page_markdown,
    page_text,
    ris,
)
from sitegen.dumps.capture import Capture, Reading
from sitegen.dumps.chosen import EVERYTHING
from sitegen.dumps.decode import decoded
from sitegen.dumps.snapshot_stream import HEAD, WEIGHT, Wanted, is_snapshot, stream
from sitegen.errors import Problem

UNKNOWN = "unknown"


class Kind(Struct, frozen=True):
    """A kind of dump: how it is recognised, how it is read.

    ``weight``: how far its titles and abstracts are to be trusted, against other kinds'.
    ``lists``: its entries stand on a listing day. Announcements (``announces``) do too, but their
    entries without a day are replacements, which only say more of known papers.
    """

    name: str
    looks_like: Callable[[str], bool]
    read: Callable[[str, str], Reading]
    weight: int
    lists: bool = True
    announces: bool = False


KINDS = (
    Kind(arxiv_api.KIND, arxiv_api.looks_like, arxiv_api.read, 90, lists=False),
    Kind(arxiv_snapshot.KIND, arxiv_snapshot.looks_like, arxiv_snapshot.read, WEIGHT, lists=False),
    Kind(arxiv_feed.KIND, arxiv_feed.looks_like, arxiv_feed.read, 70, announces=True),
    Kind(arxiv_listing.KIND, arxiv_listing.looks_like, arxiv_listing.read, 60, announces=True),
    Kind(hf_api.KIND, hf_api.looks_like, hf_api.read, 50),
    Kind(hf_html.KIND, hf_html.looks_like, hf_html.read, 45),
    Kind(digest_api.KIND, digest_api.looks_like, digest_api.read, 40),
    Kind(csl_json.KIND, csl_json.looks_like, csl_json.read, 30, lists=False),
    Kind(bibtex.KIND, bibtex.looks_like, bibtex.read, 30, lists=False),
    Kind(ris.KIND, ris.looks_like, ris.read, 30, lists=False),
    Kind(page_markdown.KIND, page_markdown.looks_like, page_markdown.read, 10),
    Kind(page_brackets.KIND, page_brackets.looks_like, page_brackets.read, 10),
    Kind(page_links.KIND, page_links.looks_like, page_links.read, 10),
    Kind(page_text.KIND, page_text.looks_like, page_text.read, 20),
)


def read_dump(data: bytes, name: str, file: str) -> Capture:
    """The capture in these bytes. What cannot be read is in its ``reading.refused``."""
    if is_snapshot(data[:HEAD]):
        return stream([data], name, file, Wanted(set(), EVERYTHING)).capture
    digest = hashlib.sha256(data).hexdigest()
    found = decoded(data, file)
    if isinstance(found, Problem):
        return Capture(name, file, digest, UNKNOWN, Reading(None, (), (found,)))
    text, doubts = found.text, found.warnings
    for kind in KINDS:
        if kind.looks_like(text):
            reading = _told_if_empty(kind.read(text, file), file)
            reading = replace(reading, warnings=(*doubts, *reading.warnings))
            return Capture(
                name, file, digest, kind.name, reading, kind.lists, kind.announces, kind.weight
            )
    return Capture(name, file, digest, UNKNOWN, Reading(None, (), (_no_dump(file, text),), doubts))


def _told_if_empty(reading: Reading, file: str) -> Reading:
    """Silence is what keepers miss most."""
    if reading.records or reading.refused or reading.warnings:
        return reading
    reason = "the dump holds no entries"
    hint = "Nothing was taken from it; look whether the page was saved whole"
    return replace(reading, warnings=(Problem(file, 0, reason, hint=hint),))


def _no_dump(file: str, text: str) -> Problem:
    reason = "this is no dump of a known kind"
    hint = f"Known kinds: {', '.join(kind.name for kind in KINDS)}"
    return Problem(file, 1, reason, text.strip()[:200], hint)
