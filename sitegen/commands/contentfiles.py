"""The files of the content that a run changes: written all together, or none."""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from sitegen import store
from sitegen.commands.inputs import Inputs
from sitegen.content.whole import Content
from sitegen.contents import TOPICS
from sitegen.state import State
from sitegen.topiclists import topic_texts
from sitegen.undo import Undo

Changes = Mapping[Path, bytes | None]


def write(inputs: Inputs, after: Content, changes: Changes, deleted: Sequence[str] = ()) -> None:
    """All or nothing. The copies that ``restore`` needs are those of the pages as they are now."""
    if inputs.dry_run:
        return
    state = State(inputs.content)
    state.keep_deleted(deleted)
    if changes:
        Undo(inputs.content).keep(changes)
    store.apply(changes)
    state.remember(after.days)


def names(inputs: Inputs, changes: Changes) -> tuple[str, ...]:
    return tuple(sorted(path.relative_to(inputs.content).as_posix() for path in changes))


def topic_changes(inputs: Inputs, after: Content) -> Changes:
    seeded = _seeded_topics(inputs.content, after)
    return {
        inputs.content / TOPICS / f"{slug}.md": text.encode()
        for slug, text in topic_texts(after, inputs.spread).items()
        if slug in seeded or text != after.topics[slug].text
    }


def _seeded_topics(folder: Path, after: Content) -> Collection[str]:
    """A content folder without topics gets the default ones."""
    return () if (folder / TOPICS).is_dir() else after.topics.keys()
