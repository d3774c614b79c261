"""What a keeper chooses from a dump that is larger than any digest."""

from msgspec import Struct


class Filter(Struct, frozen=True):
    """Which papers that nobody knows are added: those whose first version is of the day ``since``
    (ISO) or later or has no date, in any of ``categories`` under either name of a category."""

    since: str = ""
    categories: frozenset[str] = frozenset()


EVERYTHING = Filter()
