"""Bytes of content files that are not held, and the copies that ``restore`` needs."""

from pathlib import Path

import pytest
from conftest import Digest, paper

from sitegen.content.filebytes import FileBytes
from sitegen.contents import let_go, load
from sitegen.errors import DigestError
from sitegen.memo import fingerprint
from sitegen.state import State


def test_bytes_are_read_once_and_again_after_they_were_let_go(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"owls")
    held = FileBytes(str(file), fingerprint(b"owls"), file.read_bytes)
    assert not held.at_hand and held() == b"owls" and held.at_hand
    held.let_go(file.read_bytes)
    file.write_bytes(b"bees")
    with pytest.raises(DigestError, match="changed while it was worked on"):
        held()


@pytest.fixture
def state(digest: Digest) -> State:
    for day in ("Mar 11", "Mar 12"):
        digest.dump(f"{day}.txt", day, paper(f"A Paper of {day} and Other Things"))
    digest.ingest()
    return State(digest.content)


def copies(state: State) -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in (state.content / ".state/days").glob("*.md")}


def pages(state: State) -> dict[str, bytes]:
    return {path.stem: path.read_bytes() for path in (state.content / "days").glob("*.md")}


DAMAGE = {
    "nothing": lambda folder: None,
    "a copy is gone": lambda folder: next(folder.glob("days/*.md")).unlink(),
    "their names are gone": lambda folder: (folder / "days.json").unlink(),
    "their names are cut": lambda folder: (folder / "days.json").write_bytes(b'{"2025'),
    "their names are something else": lambda folder: (folder / "days.json").write_bytes(b"[1]"),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE)
def test_copies_are_those_of_the_pages_as_they_are_now(state: State, damage: object) -> None:
    assert copies(state) == pages(state)
    first, second = sorted((state.content / "days").glob("*.md"))
    first.write_text(first.read_text().replace("A Paper", "One Paper"))
    second.unlink()
    assert callable(damage)
    damage(state.content / ".state")
    state.remember(load(state.content).days)
    assert copies(state) == pages(state)


def test_a_run_that_was_cut_short_leaves_no_old_copy(
    state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *_ = sorted((state.content / "days").glob("*.md"))
    before = first.read_text()
    first.write_text(before.replace("A Paper", "One Paper"))

    def cut(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("sitegen.store.write_atomic", cut)
        state.remember(load(state.content).days)
    first.write_text(before)
    state.remember(load(state.content).days)
    assert copies(state) == pages(state)


def test_pages_and_ledger_that_were_let_go_are_read_again(digest: Digest) -> None:
    digest.dump("11.txt", "Mar 11, 2025", paper("Graph Owls"), paper("Owls that Reason"))
    digest.ingest()
    held, content = digest.load(), digest.load()
    assert dict(content.days) == dict(held.days)
    assert let_go(digest.content, content) == len(held.days)
    assert let_go(digest.content, content) == 0, "by now nothing is held"
    assert dict(content.days) == dict(held.days)
    assert dict(content.ledger.papers) == dict(held.ledger.papers)
