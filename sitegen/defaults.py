"""Where dumps lie in a digest; where default templates, topics and concepts do, in the installed
package or a checkout."""

from pathlib import Path

DUMPS = "dumps"
"""The folder of a digest's own dumps, in its content."""
_PACKAGE = Path(__file__).parent


def templates() -> Path:
    return _folder("templates", "templates")


def topics() -> Path:
    return _folder("topics", "content/topics")


def concepts() -> Path:
    return _folder("concepts.yml", "content/concepts.yml")


def _folder(installed: str, checkout: str) -> Path:
    inside = _PACKAGE / "defaults" / installed
    return inside if inside.exists() else _PACKAGE.parent / checkout
