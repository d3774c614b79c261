"""The report file: one object, see docs/commands.md."""

import json
from collections.abc import Mapping
from typing import Any


def document(values: Mapping[str, Any]) -> str:
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"
