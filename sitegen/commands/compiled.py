"""Compiled templates, kept from one run to the next: the program's own lie beside its modules, as
what Python makes of those does; a keeper's lie in the cache."""

import os
import sys
from functools import cache
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

from sitegen import defaults
from sitegen.cachefolder import cache_folder
from sitegen.kept import keep, kept
from sitegen.memo import fingerprint
from sitegen.render import compiling

BESIDE = Path(__file__).parent / "__pycache__"


class Compiled(jinja2.BytecodeCache):
    """Keyed by file and text, and by whoever compiles. Without a folder nothing of a keeper's is
    kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._beside = BESIDE if _may_write() else folder

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key and (data := kept(Path(bucket.key))):
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.key:
            keep(Path(bucket.key), bucket.bytecode_to_string())

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Where it lies."""
        ours = filename is not None and Path(filename).is_relative_to(defaults.templates())
        folder = self._beside if ours else self._folder
        return f"{folder}/{super().get_cache_key(name, filename)}.{_form()}" if folder else ""


def compiled() -> Compiled:
    return Compiled(cache_folder())


def _may_write() -> bool:
    return not sys.dont_write_bytecode and os.access(BESIDE.parent, os.W_OK)


@cache
def _form() -> str:
    """Who compiles: this Python, this Jinja, our way."""
    ours = fingerprint(Path(compiling.__file__).read_bytes())[:16]
    return f"{sys.implementation.cache_tag}-jinja-{jinja2.__version__}-{ours}"
