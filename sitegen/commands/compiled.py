"""Compiled templates, kept from one run to the next."""

from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

from sitegen.cachefolder import cache_folder
from sitegen.kept import keep, kept


class Compiled(jinja2.BytecodeCache):
    """Keyed by file and text; one form of bytecode for each version of Jinja."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        if data := kept(self._place(bucket)):
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        keep(self._place(bucket), bucket.bytecode_to_string())

    def _place(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.jinja-{jinja2.__version__}-6"


def compiled() -> Compiled | None:
    """None where this machine keeps nothing."""
    folder = cache_folder()
    return Compiled(folder) if folder else None
