"""The generated list in every topic page: its newest papers, linked to their sections."""

from collections.abc import Mapping

from sitegen.classified import classified, fingerprints
from sitegen.content.topicpage import LISTED, with_list
from sitegen.content.whole import Content
from sitegen.dates import UNDATED
from sitegen.memo import memoised
from sitegen.paper import Paper
from sitegen.recordkey import plain_digest
from sitegen.site import members_of
from sitegen.spread import Spread, in_turn


def topic_texts(content: Content, spread: Spread = in_turn) -> dict[str, str]:
    """Topic slug -> the text of its page with the list made anew."""
    papers, listed = classified(content, spread), fingerprints(content).listed
    shown = members_of(content, spread)
    return {
        slug: with_list(page.text, _items(papers, listed, shown[slug][:LISTED]))
        for slug, page in content.topics.items()
    }


def _items(
    papers: Mapping[str, Paper], listed: Mapping[str, bytes], slugs: tuple[str, ...]
) -> list[str]:
    told = plain_digest(b"".join(map(listed.__getitem__, slugs))).hex()
    return _known_items(told, papers=papers, slugs=slugs)


@memoised
def _known_items(listed: str, *, papers: Mapping[str, Paper], slugs: tuple[str, ...]) -> list[str]:
    return [_item(papers[slug]) for slug in slugs]


def _item(paper: Paper) -> str:
    when = "undated" if paper.first_day == UNDATED else paper.first_day
    return f"- {when} [{paper.title}](../days/{paper.home}.md#{paper.slug})"
