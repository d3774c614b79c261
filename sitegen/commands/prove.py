"""``sitegen ledger --verify``: is every block of text of the dumps on the site?"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sitegen.contents import load
from sitegen.dumps.decode import decode
from sitegen.dumps.sniff import read_dump
from sitegen.errors import DigestError, Problem
from sitegen.gather import Dump, gather
from sitegen.proof.furniture import folded
from sitegen.proof.outerform import Block, blocks
from sitegen.proof.runs import Runs, runs_of, standing, visible
from sitegen.proof.setaside import Aside, asides


@dataclass(frozen=True, slots=True)
class Proof:
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
    dumps = gather(sources)
    unread, needed = list[Problem](), dict[Block, Runs]()
    for dump in dumps:
        text = decode(dump.data(), dump.file)
        if isinstance(text, Problem):
            unread.append(text)
        else:
            needed.update((block, runs_of(block)) for block in blocks(text, dump.file))
    there = standing(needed, _pages(site))
    missing = {block: runs for block, runs in needed.items() if block not in there}
    lost, aside = _excused(missing, _asides(content, dumps) if missing else {})
    return Proof(len(needed), (*unread, *map(_problem, lost)), aside)


def _pages(site: Path) -> Iterator[list[str]]:
    """The pages of the papers, each of which shows all of one; of the days where there are none."""
    pages = sorted((site / "papers").glob("*.html")) or sorted((site / "days").glob("*.html"))
    for path in pages:
        yield visible(path.read_text("utf-8"))


def _asides(content: Path, dumps: Sequence[Dump]) -> dict[str, list[Aside]]:
    whole = load(content)
    captures = [read_dump(dump.data(), dump.name, dump.file) for dump in dumps]
    return asides(captures, whole.days, whole.ledger)


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
