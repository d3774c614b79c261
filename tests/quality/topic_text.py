"""A topic page with other rules: its front matter written anew, all else as it stands."""

import re
import textwrap
from collections.abc import Iterator

from sitegen.content.rules import BY_WEIGHT
from sitegen.model import Rules, Weighted

_PLAIN = re.compile(r"[A-Za-z0-9](?:[\w .+/'-]*[\w+'])?")


def with_rules(text: str, rules: Rules) -> str:
    """``text`` is a topic page whose last key in the front matter is ``rules``."""
    head, body = text.split("\n---\n", 1)
    before = head[: head.index("\nrules:\n") + len("\nrules:\n")]
    return before + "\n".join(_lines(rules)) + "\n---\n" + body


def _lines(rules: Rules) -> Iterator[str]:
    for section in BY_WEIGHT:
        by_weight: dict[float, list[str]] = {}
        for phrase, weight in getattr(rules, section):
            by_weight.setdefault(weight, []).append(_scalar(phrase))
        if by_weight:
            yield f"  {section}:"
        for weight in sorted(by_weight, reverse=True):
            yield f"    {weight:g}: ["
            yield from _wrapped(", ".join(by_weight[weight]))
            yield "    ]"
    for name in ("categories", "implies"):
        pairs: Weighted = getattr(rules, name)
        if pairs:
            yield f"  {name}: {{" + ", ".join(f"{key}: {w:g}" for key, w in pairs) + "}"


def _wrapped(items: str) -> list[str]:
    indent = " " * 6
    return textwrap.wrap(
        items, 100, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
    )


def _scalar(phrase: str) -> str:
    return phrase if _PLAIN.fullmatch(phrase) else f'"{phrase}"'
