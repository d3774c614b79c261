"""Figures with names, the floors they must not fall below, and sections of the report."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from sitegen.content.yamltext import load_yaml

FLOORS = Path(__file__).parent / "floors.yml"


class Section(Struct, frozen=True, dict=True):
    """A part of the report: Markdown for people, figures (name -> value) for the floors."""

    title: str
    text: str
    figures: Mapping[str, float]


class Floor(Struct, frozen=True, dict=True):
    """The worst value that is still allowed: a least or, where less is better, a most."""

    name: str
    least: float | None
    most: float | None

    def holds(self, value: float) -> bool:
        return (self.least is None or value >= self.least) and (
            self.most is None or value <= self.most
        )

    def __str__(self) -> str:
        return f"at least {self.least}" if self.most is None else f"at most {self.most}"


def floors(file: Path = FLOORS) -> dict[str, list[Floor]]:
    """Section -> its floors."""
    return {
        section: [_floor(f"{file.name}: {name}", name, bound) for name, bound in named.items()]
        for section, named in load_yaml(file.read_text("utf-8"), file.name).items()
    }


def fallen(section: str, figures: Mapping[str, float], wanted: list[Floor]) -> list[str]:
    """What is below its floor or no longer measured, each with what to do."""
    told = []
    for floor in wanted:
        if floor.name not in figures:
            told.append(f"{section}: {floor.name} has a floor in {FLOORS.name} but is not measured")
        elif not floor.holds(figures[floor.name]):
            found = f"{figures[floor.name]:.3f}, expected {floor}"
            told.append(f"{section}: {floor.name} is {found}; see `make quality`")
    return told


def _floor(where: str, name: str, bound: Mapping[str, str]) -> Floor:
    if len(bound) != 1 or not bound.keys() <= {"least", "most"}:
        raise ValueError(f"{where}: found {dict(bound)}, expected least: N or most: N")
    least, most = bound.get("least"), bound.get("most")
    return Floor(
        name, None if least is None else float(least), None if most is None else float(most)
    )
