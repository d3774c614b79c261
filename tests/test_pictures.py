"""The pictures that others show beside a link: of each day, each topic, and the site."""

import io
import os
from pathlib import Path

import pytest
from conftest import Digest, paper
from msgspec.structs import replace
from PIL import Image

from sitegen.cachefolder import keep_newest
from sitegen.kept import keep, kept, made_once
from sitegen.posters import Poster
from sitegen.render.poster import draw

COLOURS = ("#fdfcf9", "#1c1a17", "#9c1c12")
LONG = "A Study of Owls that Count Other Owls by Night and of What They Tell of It in the Morning "
POSTER = Poster(
    "The Digest", ("Wednesday, 31 December 2025",), "3 papers", (LONG * 2, "Łódź & α"), COLOURS
)


def test_a_picture_has_the_size_that_others_expect_and_is_light() -> None:
    picture = draw(POSTER)
    image = Image.open(io.BytesIO(picture))
    assert (image.size, image.mode) == ((1200, 630), "P")
    assert len(picture) <= 40_000
    assert draw(replace(POSTER)) == picture


def test_it_has_the_colours_of_the_site() -> None:
    image = Image.open(io.BytesIO(draw(POSTER))).convert("RGB")
    assert image.getpixel((600, 4)) == (0x9C, 0x1C, 0x12)
    assert image.getpixel((4, 600)) == (0xFD, 0xFC, 0xF9)
    unknown = replace(POSTER, colours=("oklch(1 0 0)", *COLOURS[1:]))
    assert draw(unknown) == draw(POSTER), "colours that only style sheets know are the usual ones"


@pytest.mark.parametrize("title", ["数猫头鹰", "عد البوم", "🦉"])
def test_a_title_that_cannot_be_drawn_is_left_out(title: str) -> None:
    assert draw(replace(POSTER, titles=(title, *POSTER.titles))) == draw(POSTER)


def test_a_heading_that_cannot_be_drawn_gives_way_to_the_next() -> None:
    spoken = replace(POSTER, headings=("2025年12月31日", "2025-12-31"))
    assert draw(spoken) == draw(replace(POSTER, headings=("2025-12-31",)))
    assert draw(replace(POSTER, headings=("",))) != draw(POSTER)


def test_what_was_drawn_before_is_kept(tmp_path: Path) -> None:
    assert made_once(tmp_path / "new", "key", lambda: b"first") == b"first"
    assert made_once(tmp_path / "new", "key", lambda: b"second") == b"first"
    assert made_once(None, "key", lambda: b"second") == b"second"


@pytest.mark.parametrize("left", [slice(0, 0), slice(0, 10), slice(0, -1), slice(1, None)])
def test_what_was_damaged_is_made_again(tmp_path: Path, left: slice) -> None:
    keep(tmp_path / "key", b"the first picture")
    (tmp_path / "key").write_bytes((tmp_path / "key").read_bytes()[left])
    assert kept(tmp_path / "key") is None
    assert made_once(tmp_path, "key", lambda: b"drawn again") == b"drawn again"
    assert kept(tmp_path / "key") == b"drawn again"


def test_where_nothing_can_be_kept_all_is_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    assert made_once(tmp_path / "file", "key", lambda: b"drawn") == b"drawn"


def test_of_what_is_kept_the_longest_unused_goes_first(tmp_path: Path) -> None:
    for age, key in enumerate(["used", "unused", "newest"]):
        made_once(tmp_path, key, lambda: b"drawn")
        os.utime(tmp_path / key, (age, age))
    made_once(tmp_path, "used", lambda: b"drawn")
    keep_newest(tmp_path, 2)
    assert {path.name for path in tmp_path.iterdir()} == {"used", "newest"}


@pytest.fixture
def owls(digest: Digest) -> Digest:
    digest.dump("a.txt", "Mar 11, 2025", paper("Object Detection in Images of Owls"))
    return digest


def test_a_page_names_its_picture_where_the_address_of_the_site_is_known(owls: Digest) -> None:
    owls.build(base_url="https://owls.example/", search=False)
    site = owls.folder / "site"
    for page, picture in {
        "index.html": "site",
        "days/2025-03-11.html": "days/2025-03-11",
        "topics/agents.html": "topics/agents",
        "about.html": "site",
    }.items():
        named = f'property="og:image" content="https://owls.example/pictures/{picture}.png"'
        assert named in (site / page).read_text("utf-8"), page
        assert (site / "pictures" / f"{picture}.png").is_file()


@pytest.mark.parametrize(
    ("said", "address"), [("", ""), ("omit: pictures\n", "https://owls.example/")]
)
def test_no_picture_is_drawn_that_nobody_could_ask_for_or_nobody_wants(
    owls: Digest, said: str, address: str
) -> None:
    owls.content.mkdir()
    (owls.content / "site.yml").write_text(said, "utf-8")
    owls.build(base_url=address, search=False)
    assert "og:image" not in (owls.folder / "site" / "index.html").read_text("utf-8")
    assert not (owls.folder / "site" / "pictures").exists()
