"""How fast the program is, beside Hugo, in one run on one machine.

``python tests/bench/speed.py --papers 10000 --hugo BINARY`` prints a table and, with ``--write``,
puts it into a page of the documentation. Each figure is a median, in brackets the least and most.
"""

import argparse
import platform
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from outputs import Output, outputs  # noqa: E402
from processes import Cost, cost, peak  # noqa: E402
from sides import Ours, Sides, prepare, seconds_to_reload  # noqa: E402

from sitegen.pool import default_jobs  # noqa: E402

HEAD = ("", "target", "measured", "seconds", "of the processors")
MEGABYTE = 1_000_000


class Row(Struct, frozen=True):
    """One line of the table: what, how good it has to be, how good it is."""

    what: str
    target: str
    measured: str
    costs: tuple[Cost, ...] = ()

    def cells(self) -> tuple[str, ...]:
        return self.what, self.target, self.measured, *_spreads(self.costs)


class Cold(Struct, frozen=True):
    """Builds with nothing there before: ours by kind, the peer's, each some times, and memory."""

    same: tuple[Cost, ...]
    full: tuple[Cost, ...]
    searched: tuple[Cost, ...]
    peer: tuple[Cost, ...]
    indexed: tuple[Cost, ...]
    memory: dict[str, int]


def cold(sides: Sides, rounds: int) -> Cold:
    """By turns, so that what else the machine does falls on all alike."""
    found: list[list[Cost]] = [[], [], [], [], []]
    for _ in range(rounds):
        for costs, build in zip(found, _cold_builds(sides), strict=True):
            costs.append(build())
    builds = [tuple(costs) for costs in found]
    return Cold(*builds, memory=_memory(sides))


def _same(sides: Sides, rounds: int) -> tuple[Cost, ...]:
    costs = []
    for _ in range(rounds):
        sides.same.cold()
        costs.append(cost(sides.same.build("--no-search")))
    return tuple(costs)


def _cold_builds(sides: Sides) -> Iterator[Callable[[], Cost]]:
    same, full, peer = sides.same, sides.full, sides.peer

    def after(clear: Callable[[], None], *commands: object) -> Callable[[], Cost]:
        def build() -> Cost:
            clear()
            return sum((cost(command) for command in commands), Cost(0, 0))

        return build

    yield after(same.cold, same.build("--no-search"))
    yield after(full.cold, full.build("--no-search"))
    yield after(same.cold, same.build())
    yield after(peer.cold, peer.build())
    yield after(peer.cold, peer.build(), peer.index())


def _memory(sides: Sides) -> dict[str, int]:
    """Each build once more: looking at its memory would spoil its time."""
    found = {}
    sides.peer.cold()
    found["peer"] = peak(sides.peer.build())
    found["indexed"] = max(found["peer"], peak(sides.peer.index()))
    sides.same.cold()
    found["same"] = peak(sides.same.build("--no-search"))
    sides.same.cold()
    found["searched"] = peak(sides.same.build())
    sides.full.cold()
    found["full"] = peak(sides.full.build("--no-search"))
    return found


def cold_rows(found: Cold) -> Iterator[Row]:
    most = found.memory
    yield Row("Hugo, cold", "", _megabytes(most["peer"]), found.peer)
    yield Row("Hugo and Pagefind, cold", "", _megabytes(most["indexed"]), found.indexed)
    ratio = _ratio(found.same, found.peer)
    yield Row("cold, same kinds of page, no search", "0.5 x Hugo", ratio, found.same)
    less = f"{most['same'] / most['peer']:.2f} x, {_megabytes(most['same'])}"
    yield Row("its memory, all processes", "0.5 x Hugo", less)
    full = f"{_ratio(found.full, found.peer)}, {_megabytes(most['full'])}"
    yield Row("cold, everything on, no search", "1.2 x Hugo", full, found.full)
    both = f"{_ratio(found.searched, found.indexed)}, {_megabytes(most['searched'])}"
    target = "0.6 x (Hugo and Pagefind), 1 GB, 3 GB with 100,000"
    yield Row("cold, same kinds, with search", target, both, found.searched)


def warm_rows(sides: Sides, shared: Path, rounds: int) -> Iterator[Row]:
    """New processes over a site with everything on that was built before."""
    full = sides.full
    cost(full.build())
    same = tuple(cost(full.build()) for _ in range(rounds))
    yield Row("nothing changed", "0.3 s, 1.5 s with 100,000", "", same)
    yield Row("one paper edited, with search", "2.5 s", "", _edited(full, range(rounds)))
    dumps = [full.new_dump(number, shared) for number in range(1, rounds + 1)]
    ingested = tuple(cost(full.build(str(dump))) for dump in dumps)
    yield Row("a new day of 50 papers, with search", "4 s", "", ingested)
    cost(full.build("--no-search"))
    edited = _edited(full, range(rounds, 2 * rounds), "--no-search")
    yield Row("one paper edited, no search", "0.5 s, 2 s with 100,000", "", edited)
    cost(sides.same.build("--no-search"))
    like_peer = _edited(sides.same, range(rounds), "--no-search")
    yield Row("the same, same kinds of page", "", "", like_peer)
    pause = 2 * max(one.wall for one in edited)
    seen = tuple(Cost(wall, 0) for wall in seconds_to_reload(full, range(rounds), pause))
    yield Row("edit to reload under `sitegen serve`", "0.25 s", "", seen)
    helped = tuple(cost(full.sitegen("--help")) for _ in range(2 * rounds))
    yield Row("`sitegen --help`", "0.12 s", "", helped)


def _edited(side: Ours, edits: range, *options: str) -> tuple[Cost, ...]:
    costs = []
    for number in edits:
        side.edit(number)
        costs.append(cost(side.build(*options)))
    return tuple(costs)


def marginal(few: Sequence[Cost], many: Sequence[Cost], papers: int) -> Row:
    """What a paper more costs, beyond a tenth of the papers."""
    costs = (_median(few), _median(many))
    each = (costs[1] - costs[0]) / (papers * 0.9) * 1e6
    first = costs[0] / (papers / 10) * 1e6
    told = f"{each:.0f} us, {first:.0f} us up to {papers // 10:,}"
    return Row(f"a paper more, beyond {papers // 10:,}", "constant", told)


def _median(costs: Sequence[Cost]) -> float:
    return statistics.median(one.wall for one in costs)


def _ratio(ours: Sequence[Cost], theirs: Sequence[Cost]) -> str:
    """Of medians, and as it was in the best and in the worst round."""
    each = [one.wall / other.wall for one, other in zip(ours, theirs, strict=True)]
    processors = statistics.median(one.cpu for one in ours) / statistics.median(
        one.cpu for one in theirs
    )
    spread = f"{min(each):.2f} to {max(each):.2f}"
    return f"{_median(ours) / _median(theirs):.2f} x ({spread}; processors {processors:.2f} x)"


def _spreads(costs: Sequence[Cost]) -> tuple[str, str]:
    if not costs:
        return "", ""
    return _spread([one.wall for one in costs]), _spread([one.cpu for one in costs])


def _spread(seconds: Sequence[float]) -> str:
    if not any(seconds):
        return ""
    return f"{statistics.median(seconds):.2f} ({min(seconds):.2f} to {max(seconds):.2f})"


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:,.0f} MB"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def report(papers: int, rows: Sequence[Row], sizes: Sequence[Output]) -> str:
    machine = f"{default_jobs()} processors, Python {platform.python_version()}"
    return "\n\n".join(
        [
            f"## {papers:,} papers",
            f"{machine}.",
            table(HEAD, [row.cells() for row in rows]),
            table(("kind", "ours", "Hugo's", "bytes in a page"), [s.cells() for s in sizes]),
        ]
    )


def written(text: str, part: str, name: str) -> str:
    """The page with the part of this name put in its place, or at the end."""
    begin, end = f"<!-- {name} -->\n", f"\n<!-- /{name} -->\n"
    before, found, rest = text.partition(begin)
    after = rest.partition(end)[2] if found else ""
    return f"{before.rstrip()}\n\n{begin}{part}{end}{after}"


def _outputs(sides: Sides) -> list[Output]:
    """Of sites without an index."""
    sides.same.cold()
    cost(sides.same.build("--no-search"))
    sides.peer.cold()
    cost(sides.peer.build())
    return outputs(sides.same.site, sides.peer.site)


def measure(options: argparse.Namespace, folder: Path) -> str:
    sides = prepare(folder / "many", options.papers, options.shared, options.hugo)
    found = cold(sides, options.rounds)
    sizes = _outputs(sides)
    rows = [*cold_rows(found), *warm_rows(sides, options.shared, options.rounds)]
    few = prepare(folder / "few", options.papers // 10, options.shared, options.hugo)
    rows.append(marginal(_same(few, options.rounds), found.same, options.papers))
    return report(options.papers, rows, sizes)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--hugo", type=Path, required=True)
    parser.add_argument("--write", type=Path, help="a page of the documentation")
    options = parser.parse_args()
    options.hugo = options.hugo.resolve()
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=memory if memory.is_dir() else None))
    try:
        found = measure(options, folder)
    finally:
        shutil.rmtree(folder)
    print(found)
    if options.write:
        text = options.write.read_text("utf-8") if options.write.exists() else ""
        options.write.write_text(written(text, found, f"{options.papers} papers"), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
