"""The content of a digest as one value."""

from collections.abc import Mapping
from dataclasses import dataclass

from sitegen.content.daypage import DayPage
from sitegen.content.ledger import Ledger
from sitegen.content.settings import Settings
from sitegen.content.topicpage import TopicPage


@dataclass(frozen=True, slots=True)
class Content:
    """Everything a site is made of: pages by day, topic pages by slug, settings, memory."""

    settings: Settings
    days: Mapping[str, DayPage]
    topics: Mapping[str, TopicPage]
    ledger: Ledger
