"""Where an entry that comes back belongs on its day: where the captures of the day list it."""

from sitegen.decide.draft import Block, Draft, Place


def add_in_place(draft: Draft, day: str, block: Block) -> None:
    """Like ``draft.add``, not at the end of the page but where the captures of the day have it."""
    draft.add(day, block)
    order = _order(draft, day)
    if block.slug not in order:
        return
    rank = order.index(block.slug)
    below = set(order[rank + 1 :])
    page = draft.pages.get(day)
    standing = page.entries if page else ()
    lines = (
        entry.lines.start
        for entry in standing
        if entry.slug in below and (day, entry.lines) not in draft.gone
    )
    draft.places[day, block.slug] = Place(next(lines, None), rank)


def _order(draft: Draft, day: str) -> list[str]:
    """The slugs that captures list on the day, in the order in which ingest takes them."""
    names = draft.names()
    captures = sorted(draft.captures.values(), key=lambda entry: (entry.name, entry.digest))
    listed = (x.slug for entry in captures for x in entry.entries if (x.day or entry.day) == day)
    return list(dict.fromkeys(names.get(slug, slug) for slug in listed))
