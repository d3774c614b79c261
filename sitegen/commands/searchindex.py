"""The search index: shards that would come out the same stay, the others are made."""

import json
from collections.abc import Mapping, Sequence
from functools import partial
from hashlib import blake2b
from itertools import accumulate, groupby
from pathlib import Path
from typing import Any

from msgspec import Struct

from sitegen import pool, search
from sitegen.aside import Aside, aside
from sitegen.commands.searchkeys import told
from sitegen.commands.searchwords import Read, begin_words, words_file
from sitegen.documents import Key, Shard, Url
from sitegen.indexed import Indexed, Told, last_indexed, remember_indexed
from sitegen.pages.setting import Setting
from sitegen.paper import Paper
from sitegen.prose import html
from sitegen.render.searchdoc import Sources, sources
from sitegen.searchshards import Part, Sizes, plan
from sitegen.staging import Stage
from sitegen.standing import of_inputs
from sitegen.trees import Identity, Planned

SIZES = Sizes(archive=5_000, running=400, first=20_000)
_FEW = 8  # shards, which no memory is short for
Files = Mapping[str, Planned]
Made = tuple[Shard, Files]


class Index(Struct, frozen=True):
    """The files of the index by URL, and what a later build has to know of it."""

    files: Files
    shards: tuple[Shard, ...] = ()
    fingerprint: str = ""
    program: str = ""
    told: Told = Told()

    def remember(self, output: Path, published: Mapping[str, Identity]) -> None:
        if self.shards:
            remember_indexed(output, published, self.program, self.shards, self.told)


class Indexing(Struct, frozen=True):
    """An index that is being made, or will be when it is asked for."""

    papers: Mapping[Url, Paper]
    told: Told
    keys: Mapping[Url, Key]
    before: Indexed
    parts: tuple[Part, ...]
    making: Aside[Made]
    reading: Aside[Read]
    program: str
    jobs: int

    def __enter__(self) -> "Indexing":
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing goes on when the build was given up."""
        self.making.end()
        self.reading.end()

    def index(self) -> Index:
        if not self.parts:
            return Index({})
        made, stands = iter(self.making.results(self.jobs)), self.before.by_folder()
        found = [
            (part, stands[part.folder]) if isinstance(part, Shard) else next(made)
            for part in self.parts
        ]
        files = {url: data for _, part in found for url, data in part.items()}
        fingerprint = blake2b(repr(sorted(self.keys.items())).encode(), digest_size=20)
        shards = tuple(shard for shard, _ in found)
        beside = self._beside(found)
        return Index({**files, **beside}, shards, fingerprint.hexdigest(), self.program, self.told)

    def _beside(self, found: Sequence[Made]) -> Files:
        """What the search page reads besides the shards."""
        return {
            search.SHARDS: _json(_table(found, self.keys)),
            search.NEWEST: _json(self._newest(found)),
            search.WORDS: self._words(),
        }

    def _words(self) -> Planned:
        return words_file(self.reading) if self.reading.tasks else self.before.files[search.WORDS]

    def _newest(self, found: Sequence[Made]) -> list[tuple[str, list[str]]]:
        """Days, the newest first, each with the ids of the papers that were first listed on it."""
        names: dict[Url, str] = {}
        for shard, _ in found:
            names |= {url: shard.papers[url][1] for url in shard.fresh(self.keys)}
        days = groupby(reversed(list(self.papers)), key=lambda url: _day(self.papers[url]))
        return [(day, [name for url in group if (name := names[url])]) for day, group in days]


def begin_index(
    setting: Setting, papers: Mapping[str, bytes], output: Path, stage: Stage, jobs: int
) -> Indexing:
    """Begins to make what is not there, in other processes where there may be several.
    ``papers``: slug -> fingerprint."""
    if not setting.shows("search"):
        return Indexing({}, Told(), {}, Indexed(), (), aside([], 0), aside([], 0), "", jobs)
    from importlib.metadata import version

    language = setting.settings.content_language
    program = f"{of_inputs({}, ())} {version('pagefind_bin')} {language}"
    before, found = last_indexed(output, program), sources(setting.site, setting.names)
    now = told(found, papers, before.told)
    keys = now.keys
    parts = plan(before.shards, keys, SIZES)
    making = _begin_shards(found, keys, parts, language, stage, jobs)
    reading = _begin_words(setting, keys, before, parts, jobs)
    return Indexing(found.papers, now, keys, before, parts, making, reading, program, jobs)


def _begin_shards(
    found: Sources,
    keys: Mapping[Url, Key],
    parts: Sequence[Part],
    language: str,
    stage: Stage,
    jobs: int,
) -> Aside[Made]:
    todo = [(part, at > 0) for at, part in enumerate(parts) if not isinstance(part, Shard)]
    abstracts = [(found.papers[url].abstract,) for part, _ in todo for url in part]
    html.abstract.foresee(abstracts, partial(pool.ordered_map, jobs=jobs))  # their pages ask too
    tasks = [
        partial(_made, found, {url: keys[url] for url in part}, language, archive, stage)
        for part, archive in todo
    ]
    beside = jobs if len(tasks) <= _FEW else jobs // 2  # each holds what it looks at of all papers
    return aside(tasks, beside if jobs > 1 else 0)  # others render meanwhile


def _begin_words(
    setting: Setting, keys: Mapping[Url, Key], before: Indexed, parts: Sequence[Part], jobs: int
) -> Aside[Read]:
    """Nothing, where the words of the last build are those of this one."""
    same = all(isinstance(part, Shard) and not part.gone(keys) for part in parts)
    if same and search.WORDS in before.files:
        return aside([], 0)
    return begin_words(setting, keys, jobs)


def _made(
    found: Sources, keys: Mapping[Url, Key], language: str, archive: bool, stage: Stage
) -> Made:
    name = blake2b(repr(list(keys.values())).encode(), digest_size=5).hexdigest()
    folder = f"{name}/" if archive else ""
    made = search.build_index([found.of(url).document() for url in keys], language, folder)
    # Of a paper without any word, the index has nothing.
    shard = Shard(folder, {url: (key, made.ids.get(url, "")) for url, key in keys.items()})
    return shard, {url: stage(data) for url, data in made.files.items()}


def _day(paper: Paper) -> str:
    return paper.first_day if paper.days else ""


def _table(found: Sequence[Made], keys: Mapping[Url, Key]) -> dict[str, Any]:
    """Where the shards lie; how many of them are to be asked ``first``."""
    shards = [
        {"path": shard.folder, "meta": search.meta(files), "gone": shard.gone(keys)}
        for shard, files in found
        if shard.papers
    ]
    papers = accumulate(len(shard.papers) for shard, _ in found)
    first = 1 + sum(count < SIZES.first for count in papers)
    return {"core": search.core(found[0][1]), "first": first, "shards": shards}


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
