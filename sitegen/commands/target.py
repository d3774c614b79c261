"""Where a site goes, and what it is asked to be."""

from pathlib import Path

from msgspec import Struct


class Target(Struct, frozen=True):
    """Where the site goes: the folder, the address it is served at (""), a preview's name, whether
    it gets its search. ``verbose``: the reasons of all that is made anew are told; ``why``: that of
    one address."""

    content: Path
    templates: Path
    output: Path
    base_url: str = ""
    preview: str = ""
    jobs: int = 1
    dry_run: bool = False
    search: bool = True
    verbose: bool = False
    why: str = ""
