"""Listings that go to another day, with the edits people made there."""

from collections.abc import Iterable

from msgspec.structs import replace

from sitegen.content.daypage import Reference
from sitegen.content.ledger import CaptureEntry, Listing
from sitegen.dates import UNDATED
from sitegen.decide.draft import Draft, Mention, Moved, year_of
from sitegen.decide.handover import add_note


def move_capture(draft: Draft, entry: CaptureEntry, day: str, year: str) -> None:
    """Everything that this capture lists goes to ``day``; what another capture of the old day
    lists as well stays there too."""
    if _is_the_days_only(draft, entry, day):
        move_day(draft, entry.day, day, year)
        return
    draft.captures[entry.digest] = _moved(entry, day, year)
    names = draft.names()
    others = (other for other in draft.captures.values() if other.day == entry.day)
    staying = {x.slug for other in others for x in other.entries if not x.day}
    for listed in dict.fromkeys(x.slug for x in entry.entries if not x.day):
        slug = names.get(listed, listed)
        if slug in draft.papers and entry.day != day:
            _move_listing(draft, slug, entry.day, day, stays=listed in staying)
    _mend_years(draft, (entry.day, day))


def _moved(entry: CaptureEntry, day: str, year: str) -> CaptureEntry:
    left = dict.fromkeys((*entry.was, entry.day))
    was = tuple(old for old in left if old not in ("", UNDATED, day))
    return replace(entry, day=day, year=year if day != UNDATED else "", was=was)


def _is_the_days_only(draft: Draft, entry: CaptureEntry, day: str) -> bool:
    """Then what people wrote on the day's page goes along."""
    listed = [
        other.digest
        for other in draft.captures.values()
        for when in {other.day, *(x.day for x in other.entries)}
        if when == entry.day
    ]
    own = any(x.day == entry.day for x in entry.entries)
    return listed == [entry.digest] and not own and UNDATED != entry.day != day


def move_day(draft: Draft, old: str, day: str, year: str) -> None:
    """Everything that stands on ``old`` goes to ``day``, the introduction too."""
    for entry in list(draft.captures.values()):
        if entry.day == old:
            draft.captures[entry.digest] = _moved(entry, day, year)
    for slug in _standing(draft, old):
        _move_listing(draft, slug, old, day, stays=False)
    page = draft.pages.get(old)
    for reference in page.references if page else ():
        if reference.slug not in draft.papers:
            draft.add(day, Moved(reference.slug, draft.cut(old, reference)))
    if page and page.intro:
        draft.intros.setdefault(day, []).append(page.intro + "\n")
    draft.emptied.add(old)
    draft.heirs[day] = old
    _mend_years(draft, (day,))


def _standing(draft: Draft, day: str) -> list[str]:
    """Slugs of the page in its order, then listings taken off and papers deleted there."""
    page = draft.pages.get(day)
    shown = [entry.slug for entry in page.entries] if page else []
    at_home = [slug for slug, paper in draft.papers.items() if paper.home == day]
    listed = [slug for listed_day, slug in draft.listings if listed_day == day]
    return [s for s in dict.fromkeys([*shown, *at_home, *listed]) if s in draft.papers]


def _move_listing(draft: Draft, slug: str, old: str, new: str, *, stays: bool) -> None:
    if draft.papers[slug].home == old:
        if stays:
            draft.list_on(new, slug)
        else:
            _move_home(draft, slug, old, new)
    else:
        _move_reference(draft, slug, old, new, stays=stays)


def _move_home(draft: Draft, slug: str, old: str, new: str) -> None:
    section, note = draft.section(slug), ""
    listing = draft.listings.pop((new, slug), None)
    reference = draft.reference(new, slug) if listing else None
    draft.papers[slug] = replace(draft.papers[slug], home=new)
    if reference is not None:
        draft.cut(new, reference)
        note = f"\n{reference.note}\n" if reference.note else ""
    if section is not None:
        page = draft.pages[old]
        text = draft.cut(page.day, section)
        heading = "\n### Note\n" if note and not section.note else ""
        draft.add(new, Moved(slug, text + heading + note))


def _move_reference(draft: Draft, slug: str, old: str, new: str, *, stays: bool) -> None:
    if stays:
        draft.list_on(new, slug)
        return
    listing = draft.listings.pop((old, slug), None)
    reference = draft.reference(old, slug)
    if reference is not None:
        draft.cut(old, reference)
    if draft.on_day(new, slug):
        _keep_note(draft, new, reference)
    elif listing is not None:
        draft.listings[new, slug] = Listing(slug, new, listing.off)
        if reference is not None:
            draft.add(new, Mention(slug, reference.note, reference.title))


def _keep_note(draft: Draft, day: str, reference: Reference | None) -> None:
    """A note below a reference goes to what stands of the paper on the other day."""
    if reference is None or not reference.note:
        return
    entry = draft.entry(day, reference.slug)
    if entry is None:
        draft.add(day, Mention(reference.slug, reference.note, reference.title))
    elif reference.note not in entry.note:
        end, headed = entry.lines.end, bool(entry.note)
        add_note(draft, draft.pages[day], end, [reference.note], headed=headed)


def _mend_years(draft: Draft, days: Iterable[str]) -> None:
    for day in days:
        if day != UNDATED and any(entry.day == day for entry in draft.captures.values()):
            draft.years[day] = year_of(draft.captures, day)
