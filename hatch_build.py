"""Puts templates, default topics (without their lists) and concepts into the wheel."""

import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

BEGIN, END = "<!-- papers", "<!-- /papers -->"


class Defaults(BuildHookInterface):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        root = Path(self.root)
        target = Path(tempfile.mkdtemp(prefix="sitegen-defaults-"))
        for page in sorted((root / "content" / "topics").glob("*.md")):
            before, begin, rest = page.read_text("utf-8").partition(BEGIN)
            text = before + rest.partition(END)[2] if begin else before
            (target / page.name).write_text(text.rstrip() + "\n", "utf-8")
        include = build_data["force_include"]
        include[str(root / "templates")] = "sitegen/defaults/templates"
        concepts = root / "content" / "concepts.yml"
        include[str(concepts)] = "sitegen/defaults/concepts.yml"
        include[str(target)] = "sitegen/defaults/topics"
