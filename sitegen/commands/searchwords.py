"""The words that queries are mended by: of papers read in an earlier run what they say is known."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from sitegen.aside import Aside, aside
from sitegen.documents import Key, Url
from sitegen.memo import Carried
from sitegen.pages.setting import Setting
from sitegen.render.searchdoc import texts, words_json

if TYPE_CHECKING:
    from sitegen.tokens import Tokens

Told = tuple[bytes, "Tokens"]
_KNOWN: "Carried[Tokens]" = Carried("vocabulary")


def begin_words(setting: Setting, keys: Mapping[Url, Key], jobs: int) -> Aside[Told]:
    """Begins to read the papers, in a process of its own where there may be several."""
    said = {keys[url]: found for url, found in texts(setting.site).items()}
    return aside([partial(_words, said)], int(jobs > 1))


def words_file(begun: Aside[Told]) -> bytes:
    ((data, known),) = begun.results()
    _KNOWN.hand_on(known)
    return data


def _words(said: Mapping[Key, tuple[str, ...]]) -> Told:
    from sitegen.tokens import NONE, tokens  # numpy takes longer to load than most commands
    from sitegen.vocabulary import vocabulary

    known = tokens(said, _KNOWN.before or NONE)
    return words_json(vocabulary(known)), known
