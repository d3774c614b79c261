"""A poster as a PNG of sixteen colours: from paper to ink, and the accent."""

import hashlib
import io
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.posters import Poster

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT = 1200, 630
_EDGE = 72
_LINE = WIDTH - 2 * _EDGE
_INK, _MUTED, _RULE = 255, 176, 56  # how dark
_STEPS = 14  # from paper to ink; the sixteenth colour is the accent
_LARGEST, _SMALLEST = 104, 56
_FALLBACK = ((253, 252, 249), (28, 26, 23), (156, 28, 18))


def draw(poster: Poster) -> bytes:
    """The same bytes for the same poster. Text in scripts that the font lacks is left out."""
    from PIL import Image, ImageDraw

    shades = Image.new("L", (WIDTH, HEIGHT), 0)
    _write(ImageDraw.Draw(shades), poster)
    image = Image.frombytes("P", shades.size, shades.point(_stepped).tobytes())
    image.putpalette(_palette(poster.colours))
    ImageDraw.Draw(image).rectangle((0, 0, WIDTH, 11), fill=_STEPS + 1)
    out = io.BytesIO()
    image.save(out, "PNG", bits=4, compress_level=6)
    return out.getvalue()


def form() -> str:
    """What else the bytes depend on: how it is drawn, and by what."""
    from PIL import __version__

    return hashlib.sha256(__version__.encode() + Path(__file__).read_bytes()).hexdigest()


def _write(draw: "ImageDraw", poster: Poster) -> None:
    """The heading as a masthead between hairlines, under them titles while there is room."""
    _centred(draw, 64, poster.site, _font("Semibold", 34), _MUTED)
    heading = next(filter(_can_draw, filter(None, poster.headings)), "")
    _centred(draw, 178, heading, _fitting(heading), _INK)
    _rule(draw, 258)
    _centred(draw, 288, poster.tally, _font("Regular", 30), _MUTED)
    _rule(draw, 318)
    top, font = 356, _font("Regular", 34)
    for title in filter(_can_draw, poster.titles):
        lines = list(_wrapped(title, font))
        if top + 40 * len(lines) > HEIGHT - 24:
            return
        for at, line in enumerate(lines):
            draw.text((_EDGE, top + 40 * at), line, _INK, font, "lm")
        top += 40 * len(lines) + 18


def _centred(draw: "ImageDraw", y: int, text: str, font: "FreeTypeFont", shade: int) -> None:
    if _can_draw(text):
        draw.text((WIDTH / 2, y), _cut(text, font), shade, font, "mm")


def _rule(draw: "ImageDraw", y: int) -> None:
    draw.rectangle((_EDGE, y, WIDTH - _EDGE, y + 1), fill=_RULE)


def _fitting(text: str) -> "FreeTypeFont":
    """As large as the line allows."""
    sizes = range(_LARGEST, _SMALLEST, -4)
    fonts = (_font("Regular", size) for size in sizes)
    return next((font for font in fonts if font.getlength(text) <= _LINE), _font("Regular", 56))


def _wrapped(text: str, font: "FreeTypeFont") -> Iterator[str]:
    """At most two lines."""
    words = text.split()
    held = next((n for n in range(len(words), 0, -1) if _holds(words[:n], font)), 1)
    yield _cut(" ".join(words[:held]), font)
    if words[held:]:
        yield _cut(" ".join(words[held:]), font)


def _holds(words: Iterable[str], font: "FreeTypeFont") -> bool:
    return font.getlength(" ".join(words)) <= _LINE


def _cut(text: str, font: "FreeTypeFont") -> str:
    if font.getlength(text) <= _LINE:
        return text
    while text and font.getlength(text + " …") > _LINE:
        text = text[:-1]
    return text.rstrip() + " …"


def _can_draw(text: str) -> bool:
    """Whether the font has a glyph for each character."""
    return all(char.isspace() or _has_glyph(char) for char in text)


@cache
def _has_glyph(char: str) -> bool:
    font = _font("Regular", 32)
    return char.isascii() or bytes(font.getmask(char)) != bytes(font.getmask("\uffff"))


@cache
def _font(weight: str, size: int) -> "FreeTypeFont":
    import font_source_serif_pro
    from PIL import ImageFont

    folder = Path(font_source_serif_pro.font_directory)
    return ImageFont.truetype(str(folder / f"SourceSerifPro-{weight}.ttf"), size)


def _stepped(shade: float) -> int:
    return round(shade * _STEPS / _INK)


def _palette(colours: tuple[str, str, str]) -> bytes:
    paper, ink, accent = map(_rgb, colours, _FALLBACK)
    ramp = (
        round(a + (b - a) * step / _STEPS)
        for step in range(_STEPS + 1)
        for a, b in zip(paper, ink, strict=True)
    )
    return bytes((*ramp, *accent))


def _rgb(colour: str, otherwise: tuple[int, int, int]) -> tuple[int, int, int]:
    """Style sheets know colours that pictures do not."""
    from PIL import ImageColor

    try:
        red, green, blue = ImageColor.getrgb(colour)[:3]
    except ValueError:
        return otherwise
    return red, green, blue
