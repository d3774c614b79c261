"""``sitegen ledger --verify``: is every block of text of the dumps on the site?"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from sitegen.contents import load, text_of
from sitegen.dumps.decode import decode
from sitegen.errors import DigestError, Problem
from sitegen.gather import gather
from sitegen.verify import Block, blocks, missing, words_of

_PAGES = ("papers", "days")


def prove(content: Path, site: Path, sources: Sequence[str]) -> tuple[int, list[Problem]]:
    """How many blocks were looked for, and those that stand neither on the site nor in what a
    person changed or took off. Asks no reader."""
    if not (site / "index.html").is_file():
        hint = "Name the folder that `sitegen build` published"
        raise DigestError([Problem(str(site), 0, "there is no site here", hint=hint, error=True)])
    words = words_of(_pages(site))
    excused = words_of(_taken_off(content))
    count, problems = 0, []
    for dump in gather(sources):
        text = decode(dump.data(), dump.file)
        if isinstance(text, Problem):
            problems.append(text)
            continue
        found = list(blocks(text, dump.file))
        count += len(found)
        problems.extend(_lost(missing(found, words, excused)))
    return count, problems


def _lost(found: Iterable[Block]) -> Iterator[Problem]:
    hint = "See what ingest refused of this dump; if it refused nothing, this is a defect"
    for block in found:
        yield Problem(block.file, block.line, "not on the site", block.text, hint)


def _pages(site: Path) -> Iterator[str]:
    for folder in _PAGES:
        for path in sorted((site / folder).glob("*.html")):
            yield path.read_text("utf-8")


def _taken_off(content: Path) -> Iterator[str]:
    """What people deleted, hid, or wrote otherwise: known by the copies and the ledger."""
    for path in sorted((content / ".state" / "deleted").glob("*.md")):
        yield f"<p>{text_of(path)}</p>"
    whole = load(content)
    for page in whole.days.values():
        for section in page.sections:
            if section.editorial.hidden:
                yield f"<p>{section.title}</p><p>{section.abstract}</p>"
