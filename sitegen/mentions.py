"""Papers -> where which phrase is found: which words are title, claim, rest, and what matches."""

from collections.abc import Sequence
from itertools import chain

import numpy as np
from msgspec import Struct

from sitegen.columns import Numbers, groups, true_at
from sitegen.keytable import UNKNOWN
from sitegen.lexicon import Lexicon
from sitegen.manywords import Words, many_words, short_words
from sitegen.phrases import find
from sitegen.scale import PLACES
from sitegen.words import as_sentences

_SPEAKER, _OWN, _THIS = range(3)
_ROLES = short_words(
    dict.fromkeys(("we", "our", "ours"), _SPEAKER)
    | dict.fromkeys("paper work study article report survey thesis".split(), _OWN)
    | dict.fromkeys(("this", "the", "present"), _THIS)
)
_TEXTS = 3  # of a paper
# Title, abstract, keywords.
Texts = tuple[str, str, Sequence[str]]


class Mentions(Struct, frozen=True, eq=False):
    """In which papers which senses are mentioned, and how often in each place, in columns.

    Those of one paper stand together in the order in which they are first mentioned. ``lengths``
    tells how many words the abstract of each paper has.
    """

    papers: Numbers
    senses: Numbers
    counts: Numbers
    lengths: Numbers


def mentions(lexicon: Lexicon, papers: Sequence[Texts]) -> Mentions:
    found = many_words(list(chain.from_iterable(map(_texts, papers))))
    sizes = _sizes(found)
    places = np.repeat(np.tile(np.arange(len(PLACES)), len(papers)), sizes.ravel())
    whose = np.repeat(np.arange(len(papers)), sizes.sum(axis=1))
    net = lexicon.net
    at, senses = find(net, net.words.of(found), found.breaks, places)
    among = whose[at]
    new, group = groups(among * len(lexicon.senses) + senses)
    counts = np.bincount(group * len(PLACES) + places[at], minlength=len(new) * len(PLACES))
    lengths = np.diff(found.begins)[1::_TEXTS] - 1
    return Mentions(among[new], senses[new], counts.reshape(-1, len(PLACES)), lengths)


def _texts(paper: Texts) -> tuple[str, str, str]:
    title, abstract, keywords = paper
    return title, abstract, as_sentences(keywords)


def _sizes(found: Words) -> Numbers:
    """By paper the words of each place; the end after a text belongs to its last one."""
    title, body, keywords = (found.begins[n:-1:_TEXTS] for n in range(_TEXTS))
    begin, end = _claims(found, body, keywords)
    after = np.append(title[1:], found.begins[-1])
    rows = body - title, begin - body, end - begin, keywords - end, after - keywords
    return np.array(rows).T


def _claims(found: Words, body: Numbers, after: Numbers) -> tuple[Numbers, Numbers]:
    """Begin and end of the first sentence in which the authors speak of their own work."""
    roles = _ROLES.of(found.keys)
    before = np.append(UNKNOWN, roles[:-1])
    before[body] = roles[after - 2]  # the first word of an abstract follows on its last
    speaks = true_at((roles == _SPEAKER) | ((roles == _OWN) & (before == _THIS)))
    speaks = np.append(speaks, len(roles))
    first = speaks[np.searchsorted(speaks, body)]
    is_none = first >= after
    ends = np.append(true_at(found.breaks), len(roles))
    following = np.searchsorted(ends, first)
    begin = np.where(is_none, body, ends[following - 1] + 1)
    return begin, np.where(is_none, body, ends[following])
