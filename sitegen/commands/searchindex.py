"""The search index: the published one is kept where its input is the same."""

import json
from collections.abc import Mapping
from pathlib import Path

from sitegen import search
from sitegen.pages.setting import Setting
from sitegen.publish import MARKER
from sitegen.render.searchdoc import documents, words, words_json
from sitegen.store import read_bytes


def search_files(setting: Setting, output: Path) -> tuple[Mapping[str, bytes], str]:
    """The index and the fingerprint of its input; none where the keeper leaves it out."""
    if not setting.shows("search"):
        return {}, ""
    found = documents(setting.site, setting.names)
    language = setting.settings.content_language
    fingerprint = search.fingerprint(found, language)
    kept = _published_index(output, fingerprint)
    if kept:
        return kept, fingerprint
    index = search.build_index(found, language)
    return {**index, search.WORDS: words_json(words(setting.site))}, fingerprint


def _published_index(output: Path, fingerprint: str) -> Mapping[str, bytes]:
    """Yesterday's site is the cache. One that is damaged is none."""
    info = output / MARKER
    folder = output / search.FOLDER
    if not info.is_file() or not folder.is_dir():
        return {}
    try:
        said = json.loads(read_bytes(info))["search"]
    except (ValueError, KeyError, TypeError):
        return {}
    if not isinstance(said, dict) or said.get("fingerprint") != fingerprint:
        return {}
    paths = sorted(p for p in folder.rglob("*") if p.is_file())
    files = {p.relative_to(output).as_posix(): read_bytes(p) for p in paths}
    return files if search.digest(files) == said.get("digest") else {}
