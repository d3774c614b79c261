"""What is judged, a paper's texts, and what comes of it."""

from collections.abc import Sequence

# Title, abstract, categories, keywords; plain.
Asked = tuple[str, str, Sequence[str], Sequence[str]]
# Topics and how much speaks for each, strongest first.
Strengths = tuple[tuple[str, float], ...]
