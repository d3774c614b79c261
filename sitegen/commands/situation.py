"""The setting in which pages are made: the site, its address, words and settings."""

from functools import partial

from msgspec.structs import replace

from sitegen import pool
from sitegen.commands.target import Target
from sitegen.content.settingforms import is_web_address
from sitegen.content.settings import LOCAL_URL, SAMPLE_ID, Settings
from sitegen.content.whole import Content
from sitegen.contents import SETTINGS
from sitegen.errors import DigestError, Problem
from sitegen.pages.setting import Setting
from sitegen.render import environment
from sitegen.render.rewording import reworded
from sitegen.site import assemble
from sitegen.urls import Address


def setting_of(content: Content, target: Target, address: Address) -> Setting:
    file = str(target.content / SETTINGS)
    words = environment.words(target.templates, content.settings.language, file)
    words = reworded(words, content.settings.words, file)
    styles = environment.source(target.templates, "404.css").strip()
    script = environment.source(target.templates, "theme.js").strip()
    site, said = assemble(content, partial(pool.ordered_map, jobs=target.jobs)), content.settings
    if not target.search:
        said = replace(said, omit=(*said.omit, "search"))
    return Setting(site, said, address, words, styles, target.preview, script)


def where(settings: Settings, target: Target) -> tuple[Address, tuple[Problem, ...]]:
    """``--base-url``, else ``url``, else this machine."""
    file = str(target.content / SETTINGS)
    if target.base_url and not is_web_address(target.base_url):
        hint = "Expected an address like https://example.org/digest/"
        problem = Problem("--base-url", 0, "no address", target.base_url, hint, error=True)
        raise DigestError([problem])
    base = (target.base_url or settings.url or LOCAL_URL).rstrip("/") + "/"
    warnings = []
    if not target.base_url and not settings.url:
        reason = f"no address is known; feeds and sitemap say {LOCAL_URL}"
        warnings.append(Problem(file, 0, reason, hint="Set `url:`, or give --base-url"))
    if settings.id == SAMPLE_ID and settings.url:
        reason = "this site still has the sample's id, so its feed entries would pass for others'"
        warnings.append(Problem(file, 0, reason, settings.id, "Choose an `id:` of your own"))
    return Address(base, settings.url), tuple(warnings)
