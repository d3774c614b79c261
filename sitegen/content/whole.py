"""The content of a digest as one value."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sitegen.content.conceptfile import Phrases
from sitegen.content.daypage import DayPage
from sitegen.content.ledger import Ledger
from sitegen.content.settings import Settings
from sitegen.content.topicpage import TopicPage


@dataclass(frozen=True, slots=True)
class Content:
    """Everything a site is made of: days, topics by slug, settings, memory, concepts."""

    settings: Settings
    days: Mapping[str, DayPage]
    topics: Mapping[str, TopicPage]
    ledger: Ledger
    concepts: Phrases = field(default_factory=dict)
