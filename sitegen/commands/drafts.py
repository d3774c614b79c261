"""What an edit comes to, on the pages where a keeper looks first, without a build."""

from collections.abc import Collection, Iterator, Set
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from sitegen.classified import make_ready
from sitegen.commands.build import Built
from sitegen.commands.compiled import compiled
from sitegen.content.daypage import DayPage
from sitegen.content.dayreader import read_day
from sitegen.contents import DAYS, text_of
from sitegen.errors import DigestError
from sitegen.pages import days, frame, papers
from sitegen.pages.planned import Planned, planned
from sitegen.pages.setting import Setting
from sitegen.render import environment
from sitegen.revised import revised
from sitegen.site import Site
from sitegen.views import PaperCard


def hold(built: Built) -> None:
    """What drafts will look at is read as long as it is remembered."""
    built.setting.site.papers.values()
    make_ready(built.content)


class Drafts:
    """Drafts of the pages of one built site; its templates are compiled once."""

    def __init__(self, built: Built) -> None:
        self._built = built
        templates, words = built.target.templates, built.setting.words
        self._templates = environment.environment(templates, words, compiled())
        self._masthead = frame.masthead(built.setting)
        for name in ("day.html", "home.html", "paper.html"):  # now, since then somebody waits
            self._templates.get_template(name)

    def of(self, edited: Collection[Path]) -> dict[str, bytes]:
        """Address -> page: of each edited paper, the days that list it, and home where it stands
        there. Of edits that are no edits of texts, and of broken pages, the build will tell."""
        built, folder = self._built, self._built.target.content / DAYS
        found = (path for path in sorted(edited) if path.parent == folder and path.suffix == ".md")
        before, site = built.setting.site, built.setting.site
        shown, slugs = set[str](), set[str]()
        for path in found:
            page = _read(path)
            if page and (after := revised(site, built.content, page)):
                site = after
                shown.add(page.day)
                slugs.update(section.slug for section in page.sections)
        changed = _changed(before, site, slugs)
        shown.update(*(site.papers[slug].days for slug in changed))
        setting = replace(built.setting, site=site, cards=_cards(built.setting, changed))
        return {
            one.url: environment.render(self._templates, self._masthead, one, one.show())
            for one in _planned(setting, changed, shown)
        }


def _read(path: Path) -> DayPage | None:
    with suppress(DigestError):
        return read_day(text_of(path), str(path)) if path.is_file() else None
    return None


def _changed(before: Site, after: Site, slugs: Set[str]) -> set[str]:
    """Hidden papers are nowhere."""
    found = slugs & after.papers.keys()
    return {slug for slug in found if after.papers[slug] is not before.papers[slug]}


def _cards(setting: Setting, changed: Collection[str]) -> dict[tuple[str, str, str], PaperCard]:
    return {asked: card for asked, card in setting.cards.items() if asked[0] not in changed}


def _planned(
    setting: Setting, changed: Collection[str], shown: Collection[str]
) -> Iterator[Planned]:
    for slug in sorted(changed):
        yield papers.entry(setting, slug)
    for day in sorted(shown):
        yield from (planned(*one) for one in days.entries(setting, setting.site.days[day]))
    if setting.newest in shown:
        yield planned(*days.home(setting))
