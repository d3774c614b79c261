"""Feeds and API answers as plain values: lxml reads them with everything dangerous off."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from lxml import etree
from msgspec import Struct

from sitegen.dumps.arxiv_entry import Haul
from sitegen.dumps.limits import MOST_ENTRIES

HEAD = 4_000
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:[xX]0*([0-9a-fA-F]{1,8})|0*([0-9]{1,10}));")
_SURROGATES = range(0xD800, 0xE000)
_NOTHING = "\ufeff"
_ROOT = re.compile(r"<(?:([A-Za-z][\w.-]{0,20}):)?([A-Za-z][\w.-]{0,20})[\s>]")
_BEGIN = re.compile(r"<(?:[A-Za-z][\w.-]{0,20}:)?(?:item|entry)[\s/>]")
_END = re.compile(r"</(?:[A-Za-z][\w.-]{0,20}:)?(?:item|entry)\s*>")
_HIDDEN = {"<!--": "-->", "<![CDATA[": "]]>"}
_HIDING = re.compile("|".join(map(re.escape, _HIDDEN)))
_CLOSED = re.compile(r"[^<>]{0,1000}/>")
_ENTRIES = frozenset({"item", "entry"})
_VALUE_ATTRIBUTES = ("term", "href")


class Part(Struct, frozen=True):
    """What stands in an entry or in the head of a feed, by local name, in document order.

    An element without text has the value of its ``term`` or ``href``.
    """

    line: int
    values: Mapping[str, tuple[str, ...]]

    def first(self, *names: str) -> str:
        """The first value that is not empty under the first of the names that has one."""
        found = (value for name in names for value in self.values.get(name, ()) if value)
        return next(found, "")

    def all(self, name: str) -> tuple[str, ...]:
        return self.values.get(name, ())


class Feed(Struct, frozen=True):
    head: Part
    entries: tuple[Part, ...]


def root_name(text: str) -> str:
    """The local name of the first element."""
    found = _ROOT.search(text[:HEAD])
    return found[2].lower() if found else ""


def parse(text: str, haul: Haul) -> Feed:
    """The feed as far as it can be read; ``haul`` is told what cannot."""
    parser = etree.XMLParser(
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(_readable(text).encode(), parser)
    except etree.XMLSyntaxError as error:
        haul.refuse(error.lineno or 1, "this is no XML", error.msg, "Save the feed again")
        return Feed(Part(1, {}), ())
    for first in list(parser.error_log)[:1]:
        hint = "What could be read is taken; save the feed again"
        haul.warn(first.line, "the XML is damaged", first.message, hint)
    return _feed(root, text, haul)


def _readable(text: str) -> str:
    """Without what is no character in XML; lxml lets a reference to a surrogate through, and then
    cannot decode the text that it stands in. What stands round one must not become another."""
    return _REFERENCE.sub(_without_surrogate, _NOT_XML.sub("", text))


def _without_surrogate(reference: re.Match[str]) -> str:
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    return _NOTHING if code in _SURROGATES else reference[0]


def _feed(root: etree._Element | None, text: str, haul: Haul) -> Feed:
    if root is None:
        haul.refuse(1, "no XML element can be read", text, "Save the feed again")
        return Feed(Part(1, {}), ())
    every = (element for element in root.iter() if _local(element) in _ENTRIES)
    found = list(islice(every, MOST_ENTRIES))
    visible = _visible(text)
    starts = [match.start() for match in _BEGIN.finditer(visible)]
    exact = len(starts) == len(found)
    lines = _line_numbers(visible, starts) if exact else map(_line, found)
    entries = [_part(element, line) for element, line in zip(found, lines, strict=True)]
    if len(starts) > len(found):
        missing = f"{len(starts) - len(found)} of {len(starts)} entries cannot be read"
        hint = f"The file may be damaged, or have more than {MOST_ENTRIES} entries"
        haul.refuse(entries[-1].line if entries else 1, missing, hint=hint)
    if entries and exact and _is_cut(visible, starts[-1]):
        cut = entries.pop()
        title, hint = cut.first("title"), "Save the feed again"
        haul.refuse(cut.line, "the file ends within this entry", title, hint)
    channel = next((one for one in root if _local(one) == "channel"), root)
    return Feed(_part(channel, 1), tuple(entries))


def _visible(text: str) -> str:
    """The text without comments and CDATA, the line ends kept."""
    kept, at = list[str](), 0
    while found := _HIDING.search(text, at):
        end = text.find(_HIDDEN[found[0]], found.end())
        end = end if end >= 0 else len(text)
        kept += (text[at : found.start()], "\n" * text.count("\n", found.start(), end))
        at = end
    return "".join((*kept, text[at:]))


def _is_cut(text: str, start: int) -> bool:
    """Whether the entry that begins there has no end."""
    return not (_END.search(text, start) or _CLOSED.match(text, start + 1))


def _line(element: etree._Element) -> int:
    line: Any = element.sourceline
    return line if isinstance(line, int) else 1


def _line_numbers(text: str, starts: list[int]) -> Iterator[int]:
    """lxml's own line numbers end at 65535."""
    line, last = 1, 0
    for start in starts:
        line += text.count("\n", last, start)
        last = start
        yield line


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _part(element: etree._Element, line: int) -> Part:
    """Two levels are all that these formats have: ``author/name``."""
    values: dict[str, list[str]] = {}
    for child in element:
        if _local(child) in _ENTRIES:
            continue
        for one in filter(_local, (child, *child)):
            values.setdefault(_local(one), []).append(_value(one))
    return Part(line, {name: tuple(found) for name, found in values.items()})


def _value(element: etree._Element) -> str:
    attributes = (element.get(name) or "" for name in _VALUE_ATTRIBUTES)
    texts = ("".join(map(str, element.itertext())), *attributes)
    return next(filter(None, (text.replace(_NOTHING, "").strip() for text in texts)), "")
