"""A topic page: front matter with rules, a person's introduction, a generated list.

What stands between the two markers is ingest's alone; build ignores it.
"""

from collections.abc import Iterable
from functools import lru_cache
from itertools import dropwhile

from msgspec import Struct
from msgspec.structs import replace

from sitegen.content import frontmatter, rules
from sitegen.content.write import carriage_of
from sitegen.errors import DigestError, Problem
from sitegen.memo import memoised
from sitegen.model import Topic

BEGIN = "<!-- papers: written by ingest; on a merge conflict take either side -->"
END = "<!-- /papers -->"
LISTED = 50
_MEMO = 256
_KEYS = {"schema", "name", "description", "rules"}


class TopicPage(Struct, frozen=True):
    """One file under ``content/topics/``."""

    file: str
    topic: Topic
    text: str


@memoised
@lru_cache(_MEMO)
def read_topic(text: str, file: str, slug: str) -> TopicPage:
    """Raises DigestError with every problem of the page."""
    front = frontmatter.split(text.replace("\r\n", "\n"), file)
    found, problems = rules.read(front.values.get("rules"), file)
    wrong = [_placed(p, text) for p in problems if p.error]
    for key in sorted(front.values.keys() - _KEYS):
        hint, line = f"Expected {', '.join(sorted(_KEYS))}", frontmatter.key_line(text, key)
        wrong.append(Problem(file, line, "unknown key in the front matter", key, hint, error=True))
    wrong += [
        Problem(file, frontmatter.key_line(text, key), f"{key}: expected one text", error=True)
        for key in ("name", "description")
        if not isinstance(front.values.get(key, ""), str)
    ]
    if wrong:
        raise DigestError(wrong)
    name = front.values.get("name") or slug.replace("-", " ").capitalize()
    description = front.values.get("description") or ""
    topic = Topic(slug, name, description, found, _without_list(front.body).strip())
    return TopicPage(file, topic, text)


def _placed(problem: Problem, text: str) -> Problem:
    """A rule's problem knows what it found; the line is where that stands."""
    found = problem.text.strip("'\"")
    lines = (n for n, line in enumerate(text.split("\n"), 1) if found and found in line)
    return replace(problem, line=problem.line or next(lines, 1))


def with_list(text: str, items: Iterable[str]) -> str:
    """The page with its generated list made anew; all else stays as it is."""
    newline = carriage_of(text) + "\n"
    block = newline.join([BEGIN, *items, END])
    before, begin, rest = text.partition(BEGIN)
    if not begin:
        return f"{text.rstrip()}{newline}{newline}{block}{newline}"
    return f"{before}{block}{_below(rest, newline)}"


def _below(rest: str, newline: str) -> str:
    """What follows the list. Where somebody lost the end marker, only its own lines go."""
    _, end, after = rest.partition(END)
    if end:
        return after
    lines = rest.split("\n")
    below = list(dropwhile(lambda line: not line.strip() or line.startswith("- "), lines))
    return newline + "\n".join([newline.rstrip("\n"), *below] if below else [])


def without_list(text: str) -> str:
    """The page as a default for others: no list."""
    return _without_list(text).rstrip() + "\n"


def _without_list(text: str) -> str:
    before, begin, rest = text.partition(BEGIN)
    return before + _below(rest, "\n") if begin else text
