"""A topic page: front matter with rules, a person's introduction, a generated list.

What stands between the two markers is ingest's alone; build ignores it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sitegen.content import frontmatter, rules
from sitegen.errors import DigestError, Problem
from sitegen.model import Topic

BEGIN = "<!-- papers: written by ingest; on a merge conflict take either side -->"
END = "<!-- /papers -->"
LISTED = 50
_KEYS = {"schema", "name", "description", "rules"}


@dataclass(frozen=True, slots=True)
class TopicPage:
    """One file under ``content/topics/``."""

    file: str
    topic: Topic
    text: str = field(repr=False)


def read_topic(text: str, file: str, slug: str) -> TopicPage:
    """Raises DigestError with every problem of the page."""
    front = frontmatter.split(text, file)
    found, problems = rules.read(front.values.get("rules"), file)
    wrong = [p for p in problems if p.error]
    for key in front.values.keys() - _KEYS:
        hint = f"Expected {', '.join(sorted(_KEYS))}"
        wrong.append(Problem(file, 1, "unknown key in the front matter", key, hint, error=True))
    wrong += [
        Problem(file, 1, f"{key}: expected one text", error=True)
        for key in ("name", "description")
        if not isinstance(front.values.get(key, ""), str)
    ]
    if wrong:
        raise DigestError(wrong)
    name = front.values.get("name") or slug.replace("-", " ").capitalize()
    description = front.values.get("description") or ""
    topic = Topic(slug, name, description, found, _without_list(front.body).strip())
    return TopicPage(file, topic, text)


def with_list(text: str, items: Iterable[str]) -> str:
    """The page with its generated list made anew; all else stays as it is."""
    block = "\n".join([BEGIN, *items, END])
    before, begin, rest = text.partition(BEGIN)
    if not begin:
        return f"{text.rstrip()}\n\n{block}\n"
    _, end, after = rest.partition(END)
    return f"{before}{block}{after if end else chr(10)}"


def without_list(text: str) -> str:
    """The page as a default for others: no list."""
    return _without_list(text).rstrip() + "\n"


def _without_list(text: str) -> str:
    before, begin, rest = text.partition(BEGIN)
    return before + rest.partition(END)[2] if begin else text
