"""How many captured papers each phrase of the topics hits; few hits want a standing term.

A phrase that hits fewer than three papers of all dumps may be a rule for one paper. It stays where
it is a name (a capital or a digit says so) or another standing term of the field: in
``standing.yml``, under the reason why it is one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path

import numpy as np
from figures import Section
from shipped import shipped_topics

from sitegen.content.rules import BY_WEIGHT
from sitegen.content.yamltext import load_yaml
from sitegen.dumps.sniff import read_dump
from sitegen.lexicon import Lexicon
from sitegen.manywords import many_words
from sitegen.model import Topic
from sitegen.phrases import find
from sitegen.phrasetree import Sense
from sitegen.text import fold_title
from sitegen.words import SENTENCE_END

STANDING = Path(__file__).parent / "standing.yml"
ENOUGH = 3
_ANYWHERE = frozenset({0})


def sections(shared: Path | None) -> list[Section]:
    return [_section(shared)] if shared else []


def _section(shared: Path) -> Section:
    phrases = phrases_of(shipped_topics())
    found = hits(sorted(phrases), texts(shared))
    few = {phrase for phrase, n in found.items() if n < ENOUGH}
    names = {phrase for phrase in few if is_name(phrase)}
    wrong = told(phrases, few - names, standing_terms())
    lines = [
        f"Of {len(phrases)} phrases {len(phrases) - len(few)} hit {ENOUGH} papers of the dumps or "
        f"more; of the others {len(names)} are names and {len(few) - len(names) - len(wrong)} are "
        f"listed as standing terms in `{STANDING.name}`.",
        *(f"- {line}" for line in wrong),
    ]
    return Section("topics: phrases", "\n".join(lines), {"neither": float(len(wrong))})


def told(phrases: Mapping[str, set[str]], few: Set[str], standing: Mapping[str, str]) -> list[str]:
    """What is wrong: phrases of few hits that stand nowhere, and entries that nothing needs."""
    homeless = [
        f"{', '.join(sorted(phrases[phrase]))}: {phrase!r} hits fewer than {ENOUGH} papers; "
        f"remove it, or put it into {STANDING.name} under the reason why it is a standing term"
        for phrase in sorted(few - standing.keys())
    ]
    needless = [
        f"{STANDING.name}: {phrase!r} ({standing[phrase]}) is no phrase of any topic; remove it"
        for phrase in sorted(standing.keys() - phrases.keys())
    ]
    return homeless + needless


def is_name(phrase: str) -> bool:
    """Names of models, data sets and methods, and abbreviations, stand by themselves."""
    return any(sign.isupper() or sign.isdigit() for sign in phrase)


def phrases_of(topics: Iterable[Topic]) -> dict[str, set[str]]:
    """Phrase -> the topics whose rules have it."""
    found: dict[str, set[str]] = {}
    for topic in topics:
        for section in BY_WEIGHT:
            for phrase, _ in getattr(topic.rules, section):
                found.setdefault(phrase, set()).add(topic.slug)
    return found


def hits(phrases: Sequence[str], papers: Iterable[str]) -> Mapping[str, int]:
    """In how many texts each phrase is found, whatever else is found there."""
    made = Lexicon(tuple(Sense(n, phrase, 1.0, _ANYWHERE) for n, phrase in enumerate(phrases)))
    found = Counter(dict.fromkeys(phrases, 0))
    said, net = many_words(list(papers)), made.net
    at, senses = find(net, net.words.of(said), said.breaks, np.zeros(len(said.keys), np.int64))
    texts = np.searchsorted(said.begins, at, "right")
    found.update(phrases[n] for _, n in {*zip(texts.tolist(), senses.tolist(), strict=True)})
    return found


def texts(shared: Path) -> Iterator[str]:
    """Title, abstract and keywords of each paper of all dumps, each paper once."""
    seen: set[str] = set()
    files = (p for folder in ("dumps", "dumps-other") for p in (shared / folder).rglob("*"))
    for file in sorted(path for path in files if path.is_file()):
        for record in read_dump(file.read_bytes(), file.name, file.name).reading.records:
            if (title := fold_title(record.title)) not in seen:
                seen.add(title)
                keywords = " . ".join(record.facts.keywords)
                yield f"{record.title} {SENTENCE_END} {record.abstract} {SENTENCE_END} {keywords}"


def standing_terms() -> dict[str, str]:
    """Phrase -> the reason why it is a standing term."""
    reasons = load_yaml(STANDING.read_text("utf-8"), STANDING.name)
    return {phrase: reason for reason, phrases in reasons.items() for phrase in phrases}
