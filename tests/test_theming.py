"""docs/theming.md says what the code does."""

import re
from textwrap import dedent

from conftest import ROOT
from theming import DOCUMENT, written

from sitegen.content.settings import read_settings
from sitegen.pages.frame import styled

TEXT = DOCUMENT.read_text("utf-8")


def test_the_records_are_those_that_the_templates_receive() -> None:
    assert written(TEXT) == TEXT, "run python tests/theming.py"


def test_every_template_and_every_screen_is_named() -> None:
    names = {p.name for p in (ROOT / "templates").glob("*.*")}
    assert {name for name in names if f"`{name}`" not in TEXT} == set()
    screens = {p.name for p in (ROOT / "docs/screens").iterdir()}
    assert screens == set(re.findall(r"screens/([\w.-]+)", TEXT))


def test_screens_are_small() -> None:
    sizes = {p.name: p.stat().st_size for p in (ROOT / "docs/screens").iterdir()}
    assert {name: size for name, size in sizes.items() if size > 60_000} == {}


def test_the_example_of_another_look_is_understood() -> None:
    (example,) = re.findall(r"```yaml\n( +theme:.*?)```", TEXT, re.DOTALL)
    sheet = (ROOT / "templates/static/style.css").read_bytes()
    settings = read_settings(dedent(example), "site.yml")
    assert settings.theme and settings.dark
    assert styled(sheet, settings, "site.yml").startswith(sheet)
