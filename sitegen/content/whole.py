"""The content of a digest as one value."""

from collections.abc import Mapping

from msgspec import Struct

from sitegen.content.conceptfile import Phrases
from sitegen.content.daypage import DayPage
from sitegen.content.ledger import Ledger
from sitegen.content.settings import Settings
from sitegen.content.topicpage import TopicPage


class Content(Struct, frozen=True):
    """Everything a site is made of: days, topics by slug, settings, memory, concepts."""

    settings: Settings
    days: Mapping[str, DayPage]
    topics: Mapping[str, TopicPage]
    ledger: Ledger
    concepts: Phrases = {}
