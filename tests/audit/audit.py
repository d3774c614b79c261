"""The site before three judges: the Nu HTML Checker, axe-core and Lighthouse; and its weight.

Run ``python tests/audit/audit.py SITE...`` over built sites; ``make audit-web`` brings the judges.
Every fault is printed, a table closes, and the exit code is 1 where there is any.
"""

import argparse
import json
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(Path(__file__).parent)]

import axe  # noqa: E402
import lighthouse  # noqa: E402
import nu  # noqa: E402
from host import hosted  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402
from sites import Built  # noqa: E402
from weight import largest, too_heavy  # noqa: E402

_MEASURED = ("home", "day", "topic", "paper", "search")
_MADE_OF = {
    "home": ("keys", "save", "filter", "open"),
    "search": ("search",),
    "topic": ("filter",),
}
_NEEDED = {"java": "a Java runtime, 17 or newer", "node": "Node 20 or newer", "npm": "npm"}


class Row(Struct, frozen=True, dict=True):
    """A line of the table: what was asked, of how much, and the faults that were found."""

    judge: str
    asked: str
    faults: tuple[str, ...]


def judged(folder: Path, tools: Path, chromium: str, options: argparse.Namespace) -> Iterator[Row]:
    site = Built(folder)
    with hosted(folder) as address:
        yield weighed(site)
        urls = sorted(kinds(site).values()) if options.one_of_each else sorted(site.pages)
        yield Row("Nu HTML Checker", f"{len(urls)} pages", tuple(nu.faults(tools, address, urls)))
        yield accessible(site, tools, chromium, address)
        if not options.no_lighthouse:
            yield from scored(site, tools, chromium, address)


def weighed(site: Built) -> Row:
    for kind, (url, weight) in sorted(largest(site).items()):
        print(f"  {weight:7,} bytes  {kind:12} {url}")
    return Row("Weight, gzip -9", f"{len(site.pages)} pages", tuple(too_heavy(site)))


def kinds(site: Built) -> dict[str, str]:
    """A page of each kind; of topics the heaviest that is not a month of one, and a month."""
    topics = [u for u, page in site.pages.items() if page.kind == "topic" and u.count("/") == 1]
    heaviest = max(topics, key=lambda url: (len(site.files[url]), url))
    return {**site.kinds, "topic": heaviest}


def accessible(site: Built, tools: Path, chromium: str, address: str) -> Row:
    shown = [
        (url, action)
        for kind, url in sorted(kinds(site).items())
        if kind != "redirect"  # gone before it can be looked at
        for action in ("", *_MADE_OF.get(kind, ()))
    ]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        faults = tuple(axe.faults(browser, tools, address, shown))
        browser.close()
    return Row("axe-core", f"{len(shown)} views, light and dark", faults)


def scored(site: Built, tools: Path, chromium: str, address: str) -> Iterator[Row]:
    for url in measured(site):
        for form in lighthouse.FORMS:
            best, lost = lighthouse.scores(tools, chromium, address + url, form)
            said = " ".join(map(str, best.values()))
            yield Row("Lighthouse", f"{said} {form}, {url}", tuple(lost))


def measured(site: Built) -> Iterator[str]:
    """The heaviest page of each kind."""
    found = largest(site)
    yield from (found[kind][0] for kind in _MEASURED if kind in found)


def missing(tools: Path) -> Iterator[str]:
    for program, what in _NEEDED.items():
        if shutil.which(program) is None:
            yield f"{program} is missing: install {what}"
    if not (tools / "node_modules").is_dir():
        yield f"{tools / 'node_modules'} is missing: `make audit-web` brings the judges from npm"
    if not chromium_here():
        yield "chromium is missing: install Debian's package chromium"


def chromium_here() -> str:
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), "")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sites", nargs="+", type=Path, metavar="SITE", help="a built site")
    parser.add_argument("--tools", type=Path, default=ROOT / ".audit", help="with node_modules/")
    parser.add_argument("--one-of-each", action="store_true", help="a page of each kind, not all")
    parser.add_argument("--no-lighthouse", action="store_true")
    parser.add_argument("--report", type=Path, help="write the table as JSON")
    options = parser.parse_args(arguments)
    lacking = list(missing(options.tools))
    if lacking:
        print("\n".join(lacking), file=sys.stderr)
        return 2
    rows = []
    for folder in options.sites:
        print(folder)
        for row in judged(folder.resolve(), options.tools.resolve(), chromium_here(), options):
            rows.append(row)
            print(f"  {'ok   ' if not row.faults else 'FAULT'}  {row.judge:16} {row.asked}")
            for fault in row.faults:
                print(f"         {fault}")
    if options.report:
        told = [{"judge": r.judge, "asked": r.asked, "faults": r.faults} for r in rows]
        options.report.write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    faults = sum(len(row.faults) for row in rows)
    print(f"{faults} faults" if faults else "no fault")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
