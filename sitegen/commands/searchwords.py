"""The words that queries are mended by: of papers read in an earlier run what they say is known."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from sitegen import urls
from sitegen.aside import Aside, aside
from sitegen.documents import Key, Url
from sitegen.memo import Carried
from sitegen.pages.setting import Setting
from sitegen.render.searchdoc import texts, words_json
from sitegen.site import Site

if TYPE_CHECKING:
    from sitegen.tokens import Tokens

Read = tuple[bytes, "Tokens"]
_KNOWN: "Carried[Tokens]" = Carried("vocabulary")


def begin_words(setting: Setting, keys: Mapping[Url, Key], jobs: int) -> Aside[Read]:
    """Begins to read the papers, in a process of its own where there may be several."""
    return aside([partial(_words, setting.site, keys)], int(jobs > 1))


def words_file(begun: Aside[Read]) -> bytes:
    ((data, known),) = begun.results()
    _KNOWN.hand_on(known)
    return data


def _words(site: Site, keys: Mapping[Url, Key]) -> Read:
    from sitegen.tokens import NONE, tokens  # numpy takes longer to load than most commands
    from sitegen.vocabulary import vocabulary

    slugs = {keys[urls.paper(slug)]: slug for slug in site.papers}
    said = partial(texts, site)
    known = tokens(
        slugs.keys(), lambda some: said(slugs[key] for key in some), _KNOWN.before or NONE
    )
    return words_json(vocabulary(known)), known
