"""Files in a keeper's ``templates/`` that nearly bear the name of one of ours, and replace none."""

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from sitegen import defaults
from sitegen.errors import Problem
from sitegen.store import read_bytes

_LIKE = 0.8
_LANGUAGE = re.compile(r"words/[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\.yml")
_TEMPLATES = (".html", ".css", ".js")


def misnamed(folder: Path) -> Iterator[Problem]:
    """A file of the keeper's own is right where another of theirs names it."""
    own, ours = _names(folder), _names(defaults.templates())
    strange = [name for name in own if name not in ours and not _LANGUAGE.fullmatch(name)]
    if not strange:
        return
    texts = [read_bytes(folder / name) for name in own if name.endswith(_TEMPLATES)]
    for name in strange:
        near = _near(Path(name), ours)
        if near and not any(Path(name).name.encode() in text for text in texts):
            reason = "no template asks for this file"
            hint = f"Did you mean {' or '.join(near)}?"
            yield Problem(str(folder / name), 0, reason, hint=hint)


def _near(strange: Path, ours: list[str]) -> list[str]:
    """Ours of nearly that name, in whatever folder."""
    alike = [name for name in ours if Path(name).suffix == strange.suffix]
    stems = get_close_matches(strange.stem, sorted({Path(n).stem for n in alike}), 3, _LIKE)
    return [name for name in alike if Path(name).stem in stems]


def _names(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    names = (path.relative_to(folder).as_posix() for path in paths)
    return [name for name in names if not name.startswith(".")]
