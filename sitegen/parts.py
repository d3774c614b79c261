"""A list that is too long for one page, in parts: in which part an entry stands, it tells by
itself alone (its day, its name), so that no other entry moves it to another page."""

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Generic, TypeVar

from msgspec import Struct

from sitegen.dates import UNDATED
from sitegen.text import slugify

LONGEST = 100  # papers in full on one page
_WHOLE_DAY = 160  # a day is read at one go, if it can be
_YEAR, _MONTH = len("2025"), len("2025-03")
_LETTERS = 3
_NO_LETTER = "0"

T = TypeVar("T")


class Part(Struct, Generic[T], frozen=True):
    """``name``: "2025", "2025-03"; ``parts``: of a part that is too long itself, all its entries
    once more."""

    name: str
    entries: tuple[T, ...]
    parts: tuple["Part[T]", ...] = ()


def parts(
    entries: Iterable[T], name: Callable[[T, int], str], longest: int = LONGEST, depth: int = 0
) -> tuple[Part[T], ...]:
    """By what ``name`` says of each entry, in the order in which they come; where more than
    ``longest`` have the same name, by what it says one step deeper, until it says ""."""
    found: dict[str, list[T]] = {}
    for entry in entries:
        found.setdefault(name(entry, depth), []).append(entry)
    return tuple(divided(one, group, name, longest, depth + 1) for one, group in found.items())


def divided(
    name: str,
    group: Sequence[T],
    deeper: Callable[[T, int], str],
    longest: int = LONGEST,
    depth: int = 1,
) -> Part[T]:
    """A part, with its own ones where it is too long; ``depth``: the step from which on those are
    told apart."""
    divides = len(group) > longest and all(deeper(entry, depth) for entry in group)
    return Part(name, tuple(group), parts(group, deeper, longest, depth) if divides else ())


def everywhere(found: Iterable[Part[T]]) -> Iterator[Part[T]]:
    """The parts and the parts of parts."""
    for part in found:
        yield part
        yield from everywhere(part.parts)


def day_sheets(papers: Sequence[T]) -> tuple[Sequence[T], ...]:
    """The pages of a listing day, which is parted by the order in which it stands."""
    if len(papers) <= _WHOLE_DAY:
        return (papers,)
    return tuple(papers[at : at + LONGEST] for at in range(0, len(papers), LONGEST))


def by_time(day: str, slug: str, depth: int) -> str:
    """The year of a paper, its month, its third of the month, its day, then the first letters of
    its slug; without a day those alone."""
    spans = (day,) if day == UNDATED else (day[:_YEAR], day[:_MONTH], _third(day), day)
    if depth < len(spans):
        return spans[depth]
    letters = beginning(slug, depth - len(spans))
    return f"{day}-{letters}" if letters else ""


def _third(day: str) -> str:
    """``2025-03-14`` -> ``2025-03-11_20``."""
    return day[:_MONTH] + ("-01_10", "-11_20", "-21_31")[min((int(day[_MONTH + 1 :]) - 1) // 10, 2)]


def days_of(third: str) -> tuple[str, str]:
    """The first and the last day: ``2025-02-21_31`` -> ``2025-02-21``, ``2025-02-28``."""
    month, first, last = third[:_MONTH], third[_MONTH + 1 : -3], int(third[-2:])
    longest = monthrange(int(month[:_YEAR]), int(month[_YEAR + 1 :]))[1]
    return f"{month}-{first}", f"{month}-{min(last, longest)}"


def beginning(name: str, depth: int) -> str:
    """``owls-by-night``: ``o``, ``ow``, ``owl``, then ""; what is no ASCII letter counts as 0."""
    letters = slugify(name).replace("-", "").ljust(_LETTERS, _NO_LETTER)
    return letters[: depth + 1] if depth < _LETTERS else ""
