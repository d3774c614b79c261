"""Words and progress for whoever sits before a terminal."""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from sitegen.commands.inputs import Counted

Item = TypeVar("Item")


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def progress(words: str, items: "Counted[Item]") -> Iterable[Item]:
    """A bar on a terminal, plain lines elsewhere."""
    if not sys.stderr.isatty():
        say(f"{words}: {len(items)}")
    return progress_bar(words, items)


def progress_bar(words: str, items: "Counted[Item]") -> Iterable[Item]:
    """A bar on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        return items
    from tqdm import tqdm

    tqdm.monitor_interval = 0  # its thread would keep the renderer from forking
    bar: Iterable[Item] = tqdm(items, desc=words, leave=False)
    return bar
