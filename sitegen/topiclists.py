"""The generated list in every topic page: its newest papers, linked to their sections."""

from collections.abc import Mapping

from sitegen.classified import classified, newest_first
from sitegen.content.topicpage import LISTED, with_list
from sitegen.content.whole import Content
from sitegen.dates import UNDATED
from sitegen.paper import Paper
from sitegen.site import members
from sitegen.spread import Spread, in_turn


def topic_texts(content: Content, spread: Spread = in_turn) -> dict[str, str]:
    """Topic slug -> the text of its page with the list made anew."""
    papers = classified(content, spread)
    shown = members(newest_first(content, spread), content.topics)
    return {
        slug: with_list(page.text, _items(papers, shown[slug][:LISTED]))
        for slug, page in content.topics.items()
    }


def _items(papers: Mapping[str, Paper], slugs: tuple[str, ...]) -> list[str]:
    items = []
    for slug in slugs:
        paper = papers[slug]
        when = "undated" if paper.first_day == UNDATED else paper.first_day
        items.append(f"- {when} [{paper.title}](../days/{paper.home}.md#{slug})")
    return items
