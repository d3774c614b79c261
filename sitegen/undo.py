"""What ``sitegen undo`` needs: the files the last ingest changed, as they were before.

It lies in ``content/.state/undo``, on this machine only.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from sitegen import store
from sitegen.errors import DigestError, Problem
from sitegen.state import FOLDER

_RECORD = "record.json"


class Undo(Struct, frozen=True):
    """The undo record of a content folder; there is at most one."""

    content: Path

    @property
    def _folder(self) -> Path:
        return self.content / FOLDER / "undo"

    def keep(self, changes: Mapping[Path, bytes | None]) -> None:
        """Remembers, before they are made, what the changes replace."""
        rows = []
        for number, (path, after) in enumerate(sorted(changes.items())):
            before = f"{number}.before" if path.exists() else ""
            if before:
                store.write_atomic(self._folder / before, store.read_bytes(path))
            name = path.relative_to(self.content).as_posix()
            rows.append({"path": name, "before": before, "after": _mark(after)})
        store.write_atomic(self._folder / _RECORD, json.dumps(rows, indent=1).encode())

    def changes(self) -> dict[Path, bytes | None]:
        """The way back. Raises DigestError where there is none, or a person edited since."""
        record = self._folder / _RECORD
        if not record.exists():
            hint = "Only the last ingest on this machine can be undone; use git for older ones"
            raise DigestError([Problem(str(self.content), 0, "nothing to undo", "", hint, True)])
        rows: list[dict[str, Any]] = json.loads(store.read_bytes(record))
        edited = [row["path"] for row in rows if self._now(row["path"]) != row["after"]]
        if edited:
            hint = "Take your edits out, or undo by git"
            reason = "edited since the ingest that is to be undone"
            paths = (str(self.content / path) for path in edited)
            raise DigestError(Problem(path, 0, reason, "", hint, True) for path in paths)
        return {self.content / row["path"]: self._before(row["before"]) for row in rows}

    def forget(self) -> None:
        store.remove(self._folder / _RECORD)

    def _before(self, name: str) -> bytes | None:
        return store.read_bytes(self._folder / name) if name else None

    def _now(self, path: str) -> str:
        file = self.content / path
        return _mark(store.read_bytes(file) if file.exists() else None)


def _mark(data: bytes | None) -> str:
    return "" if data is None else hashlib.sha256(data).hexdigest()
