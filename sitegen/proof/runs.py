"""Is every block of text of a dump on the site? Proved by another way than the readers'.

A block is on the site when all of its runs of words stand in the words of one published page.
TeX, addresses and markup are no words: a run goes from one of them to the next.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser

from sitegen.proof.furniture import folded
from sitegen.proof.outerform import Block

RUN = 4
_MATH = re.compile(r"\$[^$]{1,300}\$|\\[A-Za-z]+\s*\{[^{}]*\}")
_NO_WORD = re.compile(r"[\\${}~^<>\[\]&|]|https?:|www\.|\*\*|__")
_LINK_TEXT = re.compile(r"\bthis https? URL\b")
_LINE_END = re.compile(r"\\+\n")
Runs = frozenset[int]


def runs_of(block: Block) -> Runs:
    """What has to stand on the site for the block to stand there: runs of words, hashed. A block
    of fewer words is one run."""
    parts = segments(block.text)
    if len(parts) == 1 and len(parts[0]) < RUN:
        return frozenset({hash(tuple(parts[0]))})
    return frozenset(run for part in parts for run in _runs(part, RUN))


def standing(needed: Mapping[Block, Runs], pages: Iterable[Iterable[str]]) -> set[Block]:
    """The blocks that stand on one of the pages (the texts of each), every run of them on the
    same; those without a run stand anyway."""
    found = {block for block, runs in needed.items() if not runs}
    wanted = {run for runs in needed.values() for run in runs}
    by_run: dict[int, list[Block]] = {}
    for block in needed.keys() - found:
        by_run.setdefault(min(needed[block]), []).append(block)
    for page in pages:
        here = {run for text in page for run in _all_runs(folded(text)) if run in wanted}
        near = (block for run in here & by_run.keys() for block in by_run[run])
        found.update(block for block in near if needed[block] <= here)
    return found


def _all_runs(words: list[str]) -> Iterator[int]:
    return (run for length in range(1, RUN + 1) for run in _runs(words, length))


def segments(text: str) -> list[list[str]]:
    """The words of a text between what is no word."""
    parts: list[list[str]] = [[]]
    bare = _LINK_TEXT.sub(" $ ", _MATH.sub(" $ ", _LINE_END.sub("\n", text)))
    for token in bare.split():
        if _NO_WORD.search(token):
            parts.append([])
        else:
            parts[-1] += folded(token)
    return [part for part in parts if part]


def _runs(words: list[str], length: int) -> Iterator[int]:
    return (hash(tuple(words[k : k + length])) for k in range(len(words) - length + 1))


def visible(page: str) -> list[str]:
    """The texts of an HTML page, one for each block-level element."""
    reader = _Visible()
    reader.feed(page)
    reader.close()
    return ["".join(piece) for piece in reader.pieces if piece]


class _Visible(HTMLParser):
    _BLOCKS = frozenset("p h1 h2 h3 h4 h5 h6 li div article section title pre dd dt td".split())
    _SILENT = frozenset({"script", "style"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[list[str]] = [[]]
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in self._SILENT
        if tag in self._BLOCKS:
            self.pieces.append([])

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in self._SILENT
        if tag in self._BLOCKS:
            self.pieces.append([])

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.pieces[-1].append(data)
