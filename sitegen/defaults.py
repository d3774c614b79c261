"""Where the default templates and topics lie: in the installed package, or in a checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def templates() -> Path:
    return _folder("templates", "templates")


def topics() -> Path:
    return _folder("topics", "content/topics")


def _folder(installed: str, checkout: str) -> Path:
    inside = _PACKAGE / "defaults" / installed
    return inside if inside.is_dir() else _PACKAGE.parent / checkout
