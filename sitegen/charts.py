"""What a chart shows: plain figures, laid out by its template."""

from msgspec import Struct


class Bar(Struct, frozen=True):
    """A week of a chart: ``height`` of 100, ``count`` None where there was no capture."""

    week: str
    height: int
    count: int | None


class Chart(Struct, frozen=True):
    """Papers per week, oldest first; ``most`` is the tallest bar's count, ``total`` of all."""

    name: str
    bars: tuple[Bar, ...]
    most: int
    total: int
