"""Facts that only move on: of two that two captures tell, the newer one holds.

No order of the captures makes a difference, and an old capture takes nothing back.
"""

from collections.abc import Callable, Mapping

from sitegen.model import Facts

_Age = tuple[int, str]


def _number(version: str) -> _Age:
    return int(version) if version.isascii() and version.isdigit() else 0, ""


def _day(day: str) -> _Age:
    return 0, day


def _day_or_yes(withdrawn: str) -> _Age:
    """That it happened says less than when."""
    return 0, "" if withdrawn == "yes" else withdrawn


def _exactness(date: str) -> _Age:
    """The date of the first version is one: of two, the one that is known to the day."""
    return len(date), ""


_AGES: Mapping[str, Callable[[str], _Age]] = {
    "version": _number,
    "updated": _day,
    "withdrawn": _day_or_yes,
    "published": _exactness,
}


def newer(old: Facts, new: Facts) -> dict[str, str]:
    """What ``new`` says later, or more exactly, than ``old``; what ``old`` lacks is not in it."""
    told = {name: (getattr(old, name), getattr(new, name)) for name in _AGES}
    return {
        name: second
        for name, (first, second) in told.items()
        if first and second and _AGES[name](second) > _AGES[name](first)
    }
