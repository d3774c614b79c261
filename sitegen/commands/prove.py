"""``sitegen ledger --verify``: is every block of text of the dumps on the site?"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path

from msgspec import Struct

from sitegen.content.whole import Content
from sitegen.contents import load
from sitegen.dumps.capture import Capture
from sitegen.dumps.decode import decode
from sitegen.dumps.snapshot_stream import HEAD, Wanted, is_snapshot, stream
from sitegen.dumps.sniff import read_dump
from sitegen.errors import DigestError, Problem
from sitegen.gather import Dump, gather
from sitegen.proof.excerpt import excerpt
from sitegen.proof.furniture import folded
from sitegen.proof.outerform import Block, blocks
from sitegen.proof.runs import Runs, runs_of, standing, visible
from sitegen.proof.setaside import Aside, asides

LARGE = 8 * 1024 * 1024
OTHERS = "lines of a large snapshot that speak of no paper here"


class Proof(Struct, frozen=True):
    """``blocks``: how many were looked for. ``lost``: those that stand neither on the site nor in
    what was said aloud, and dumps that are no text. ``aside``: why a block need not be there ->
    how many."""

    blocks: int
    lost: tuple[Problem, ...]
    aside: Mapping[str, int]


def prove(content: Path, site: Path, sources: Sequence[str]) -> Proof:
    """Looks for the blocks on the pages of the papers. The readers are asked only which entries
    they said are not to be there."""
    if not (site / "index.html").is_file():
        hint = "Name the folder that `sitegen build` published"
        raise DigestError([Problem(str(site), 0, "there is no site here", hint=hint, error=True)])
    dumps, whole = gather(sources), load(content)
    keys = {key for known in whole.ledger.papers.values() for key in known.keys}
    unread, needed, others = list[Problem](), dict[Block, Runs](), 0
    for dump in dumps:
        text, left_out = _text(dump, keys)
        others += left_out
        if isinstance(text, Problem):
            unread.append(text)
        else:
            needed.update((block, runs_of(block)) for block in blocks(text, dump.file))
    there = standing(needed, _pages(site))
    missing = {block: runs for block, runs in needed.items() if block not in there}
    lost, aside = _excused(missing, _asides(whole, dumps, keys) if missing else {})
    aside.update({OTHERS: others} if others else {})
    return Proof(len(needed), (*unread, *map(_problem, lost)), aside)


def _text(dump: Dump, keys: Set[str]) -> tuple[str | Problem, int]:
    """The text of a dump; of a large snapshot the lines of papers that the ledger knows, and how
    many others there are."""
    if not _is_large_snapshot(dump):
        return decode(dump.data(), dump.file), 0
    found = excerpt(dump.chunks(), {key.removeprefix("arxiv:") for key in keys})
    return found.text, found.others


def _is_large_snapshot(dump: Dump) -> bool:
    return dump.size > LARGE and is_snapshot(dump.head(HEAD))


def _pages(site: Path) -> Iterator[list[str]]:
    """The pages of the papers, each of which shows all of one; of the days where there are none."""
    pages = sorted((site / "papers").glob("*.html")) or sorted((site / "days").glob("*.html"))
    for path in pages:
        yield visible(path.read_text("utf-8"))


def _asides(whole: Content, dumps: Sequence[Dump], keys: Set[str]) -> dict[str, list[Aside]]:
    captures = [_capture(dump, keys) for dump in dumps]
    return asides(captures, whole.days, whole.ledger)


def _capture(dump: Dump, keys: Set[str]) -> Capture:
    if _is_large_snapshot(dump):
        return stream(dump.chunks(), dump.name, dump.file, Wanted(set(keys))).capture
    return read_dump(dump.data(), dump.name, dump.file)


def _excused(
    missing: Mapping[Block, Runs], said: Mapping[str, Sequence[Aside]]
) -> tuple[list[Block], Counter[str]]:
    """The blocks that nothing excuses, and how many each reason does."""
    why: dict[Block, str] = {}
    for file in dict.fromkeys(block.file for block in missing):
        here = {block: runs for block, runs in missing.items() if block.file == file}
        for reason in dict.fromkeys(aside.why for aside in said.get(file, ())):
            texts = ([aside.text] for aside in said[file] if aside.why == reason)
            why = dict.fromkeys(standing(here, texts), reason) | why
    for block in missing.keys() - why.keys():
        if reason := _refused(block, said.get(block.file, ())):
            why[block] = reason
    return [block for block in missing if block not in why], Counter(why.values())


def _refused(block: Block, said: Sequence[Aside]) -> str:
    """A refusal tells no more than the beginning of a text."""
    words = folded(block.text)
    for aside in said:
        told = folded(aside.text)[:-1]
        if aside.cut and len(told) > 3 and words[: len(told)] == told:
            return aside.why
    return ""


def _problem(block: Block) -> Problem:
    hint = "See what ingest refused of this dump; if it refused nothing, this is a defect"
    return Problem(block.file, block.line, "not on the site", block.text.strip("| \n"), hint)
