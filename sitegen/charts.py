"""What a chart shows: plain figures, laid out by its template."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bar:
    """A week of a chart: ``height`` of 100, ``count`` None where there was no capture."""

    week: str
    height: int
    count: int | None


@dataclass(frozen=True, slots=True)
class Chart:
    """Papers per week, oldest first; ``most`` is the tallest bar's count, ``total`` of all."""

    name: str
    bars: tuple[Bar, ...]
    most: int
    total: int
