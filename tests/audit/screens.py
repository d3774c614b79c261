"""Every kind of page as a reader sees it.

``python tests/audit/screens.py SITE --into FOLDER`` takes pictures at the widths of a phone, a
tablet and a desk, light and dark; ``--small`` one of each kind, small enough for ``docs/screens``.
"""

import argparse
import io
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(Path(__file__).parent)]

from audit import chromium_here, kinds  # noqa: E402
from axe import do  # noqa: E402
from host import hosted  # noqa: E402
from PIL import Image  # noqa: E402
from playwright.sync_api import Browser, sync_playwright  # noqa: E402
from sites import Built  # noqa: E402

_WIDTHS = (360, 768, 1440)
_THEMES = ("light", "dark")
_SMALL, _SCALE, _QUALITY = 1280, 0.5, 70


class View(Struct, frozen=True, dict=True):
    """A page, how wide it is looked at, and in which colours."""

    name: str
    url: str
    action: str
    width: int
    theme: str


def views(site: Built, widths: Sequence[int], themes: Sequence[str]) -> Iterator[View]:
    shown = [(kind, url, "") for kind, url in sorted(kinds(site).items()) if kind != "redirect"]
    shown.append(("search with results", site.kinds["search"], "search"))
    for kind, url, action in shown:
        name = kind.replace(" ", "-")
        yield from (View(name, url, action, w, theme) for w in widths for theme in themes)


def picture(browser: Browser, address: str, view: View) -> bytes:
    size = {"width": view.width, "height": max(800, round(view.width * 0.7))}
    context = browser.new_context(viewport=size, color_scheme=view.theme, reduced_motion="reduce")
    page = context.new_page()
    page.goto(address + view.url)
    do(page, view.action)
    shot = page.screenshot()
    context.close()
    return shot


def small(png: bytes) -> bytes:
    """Half as wide, as a JPEG."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    halved = image.resize((round(image.width * _SCALE), round(image.height * _SCALE)))
    out = io.BytesIO()
    halved.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return out.getvalue()


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("site", type=Path, help="a built site")
    parser.add_argument("--into", type=Path, required=True, help="the folder of the pictures")
    parser.add_argument("--small", action="store_true", help="one of each kind, for docs/screens")
    parser.add_argument("--only", nargs="*", help="kinds of pages")
    options = parser.parse_args(arguments)
    site = Built(options.site.resolve())
    options.into.mkdir(parents=True, exist_ok=True)
    widths, themes = ((_SMALL,), ("light",)) if options.small else (_WIDTHS, _THEMES)
    with hosted(site.folder) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_here(), args=["--no-sandbox"])
        for view in views(site, widths, themes):
            if options.only and view.name not in options.only:
                continue
            shot = picture(browser, address, view)
            if options.small:
                (options.into / f"{view.name}.jpg").write_bytes(small(shot))
            else:
                name = f"{view.name}-{view.width}-{view.theme}.png"
                (options.into / name).write_bytes(shot)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
