"""Short fingerprints of what ingest wrote: by them a person's edit is told from our text."""

import hashlib
from collections.abc import Collection, Mapping
from json.encoder import encode_basestring as _quoted

from sitegen.content.daypage import Section
from sitegen.content.inline import recorded
from sitegen.content.write import (
    known,
)
from sitegen.model import Facts


def mark(value: str | tuple[str, ...]) -> str:
    """A short fingerprint of a value that ingest wrote."""
    said = _quoted(value) if isinstance(value, str) else _listed(value)
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def _listed(values: tuple[str, ...]) -> str:
    return f"[{', '.join(map(_quoted, values))}]"


def marks(title: str, abstract: str, facts: Facts) -> dict[str, str]:
    """Field -> fingerprint, for the ledger."""
    values = {"title": title, "abstract": abstract, **known(facts)}
    return {name: mark(value) for name, value in values.items()}


def title_of(section: Section) -> str:
    """The title as record text."""
    return recorded(section.title)


def edited_fields(wrote: Mapping[str, str], standing: Mapping[str, str]) -> tuple[str, ...]:
    """The fields whose value is not what ingest wrote: a person set them. ``standing``: marks of
    what is there."""
    return tuple(name for name, value in standing.items() if wrote.get(name) != value)


def without_edited(wrote: Mapping[str, str], edited: Collection[str]) -> dict[str, str]:
    """Marks by which the fields a person set elsewhere are told as a person's here."""
    return {name: "" if name in edited else value for name, value in wrote.items()}
