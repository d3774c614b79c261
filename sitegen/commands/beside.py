"""What a site holds besides its pages, feeds, JSON documents and sitemap."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from sitegen import __version__, defaults, urls
from sitegen.commands.pictures import picture_files
from sitegen.commands.searchindex import Index
from sitegen.commands.target import Target
from sitegen.contents import SETTINGS
from sitegen.pages import frame
from sitegen.pages.plan import Plan
from sitegen.pages.setting import Setting
from sitegen.render import environment
from sitegen.render.feeds import opml
from sitegen.render.hostfiles import host_files
from sitegen.render.offline import worker_files
from sitegen.render.sitemap import robots
from sitegen.store import read_bytes
from sitegen.trees import Planned as File

BUILD_INFO = "build.json"


def beside(
    setting: Setting, planned: Plan, target: Target, index: Index
) -> dict[str, Mapping[str, File]]:
    """By owner: addresses, each with what it shall hold."""
    info = _info(setting, len(planned), index.fingerprint)
    return {
        "the list of feeds": {urls.OPML: opml(setting)},
        "a static file": dict(_fixed(setting, target)),
        "the search index": index.files,
        "the build's own record": {BUILD_INFO: info},
    }


def _fixed(setting: Setting, target: Target) -> Iterable[tuple[str, bytes]]:
    """Static files, the keeper's before the defaults, pictures, and what hosts want to see."""
    yield "robots.txt", robots(setting.address)
    yield from host_files(setting).items()
    yield from picture_files(setting, target.jobs)
    names: dict[str, Path] = {}
    for folder in (defaults.templates(), target.templates):
        folder = folder / environment.STATIC
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            names[path.relative_to(folder).as_posix()] = path
    file = str(target.content / SETTINGS)
    frame.check_logo(setting.settings, names, file)
    static: dict[str, bytes] = {}
    for name, path in sorted(names.items()):
        url, data = f"{environment.STATIC}/{name}", read_bytes(path)
        if url == urls.STYLE:
            data = frame.styled(data, setting.settings, file) + frame.room_of_tools(setting.words)
        static[url] = data
    yield from static.items()
    worker = environment.source(target.templates, urls.WORKER)
    yield from worker_files(setting, static, worker).items()
    if icon := names.get("favicon.ico"):
        yield "favicon.ico", read_bytes(icon)


def _info(setting: Setting, pages: int, fingerprint: str) -> bytes:
    """What was built, without clock or machine."""
    site = setting.site
    info = {
        "schema": 1,
        "generator": f"sitegen {__version__}",
        "newest_day": site.dated[-1] if site.dated else None,
        "papers": len(site.papers),
        "days": len(site.dated),
        "pages": pages,
        "preview": setting.preview or None,
        "search": {"fingerprint": fingerprint},
    }
    return (json.dumps(info, indent=1) + "\n").encode()
