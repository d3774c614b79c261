"""Fails when the program has become slower, beside Hugo, than the committed ratios say.

Seconds of the processors, not of the clock: a busy machine makes the clock worthless. The best of
five rounds on 1,000 papers of the sample, which every clone has.
"""

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from processes import Cost, cost  # noqa: E402
from sides import Sides, prepare  # noqa: E402
from speed import table  # noqa: E402

RATIOS = Path(__file__).with_name("ratios.json")
PAPERS, ROUNDS, SLACK = 1_000, 5, 1.3
PEER = "Hugo, cold"
NOWHERE = Path("no-such-folder")


def measured(sides: Sides) -> dict[str, Cost]:
    """What -> its cheapest round."""
    cost(sides.full.build("--no-search"))
    rounds = [_round(sides, number) for number in range(ROUNDS)]
    return {what: min((one[what] for one in rounds), key=lambda c: c.cpu) for what in rounds[0]}


def _round(sides: Sides, number: int) -> dict[str, Cost]:
    sides.peer.cold()
    sides.same.cold()
    found = {PEER: cost(sides.peer.build())}
    found["cold, same kinds of page"] = cost(sides.same.build("--no-search"))
    found["nothing changed"] = cost(sides.full.build("--no-search"))
    sides.full.edit(number)
    found["one paper edited"] = cost(sides.full.build("--no-search"))
    found["--help"] = cost(sides.full.sitegen("--help"))
    return found


def ratios(found: Mapping[str, Cost]) -> dict[str, float]:
    peer = found[PEER].cpu
    return {what: round(one.cpu / peer, 3) for what, one in found.items() if what != PEER}


def regressed(now: Mapping[str, float], before: Mapping[str, float]) -> list[str]:
    """What became slower by more than the slack, in words."""
    return [
        f"{what}: {now[what]:.2f} x Hugo, {was:.2f} x before"
        for what, was in before.items()
        if now[what] > was * SLACK
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hugo", type=Path, required=True)
    parser.add_argument("--record", action="store_true", help="these are the ratios from now on")
    options = parser.parse_args()
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=memory if memory.is_dir() else None))
    try:
        found = measured(prepare(folder, PAPERS, NOWHERE, options.hugo.resolve()))
    finally:
        shutil.rmtree(folder)
    now = ratios(found)
    rows = [(w, f"{c.wall:.2f}", f"{c.cpu:.2f}", str(now.get(w, 1))) for w, c in found.items()]
    print(table(("", "seconds", "of the processors", "x Hugo"), rows))
    if options.record:
        RATIOS.write_text(json.dumps(now, indent=1) + "\n", "utf-8")
        return 0
    slower = regressed(now, json.loads(RATIOS.read_text("utf-8")))
    print("\n".join(slower or ["nothing became slower"]))
    return 1 if slower else 0


if __name__ == "__main__":
    sys.exit(main())
