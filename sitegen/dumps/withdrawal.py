"""Whether authors took their paper back: arXiv says so in comments and abstracts only."""

import re

_WORK = r"(?:paper|article|manuscript|preprint|submission|work|version|note|report|entry)"
_TAKEN = r"(?:withdrawn|retracted)\b(?!\s+(?:from|at|in)\s+(?!arxiv))"
_IS = r"(?:has|have|is|was|were)\s+(?:now\s+|been\s+|being\s+|temporarily\s+){0,3}"
_BEGIN = r"(?:^|[.;\[(*])\s{0,3}"
_SENTENCE = re.compile(
    rf"{_BEGIN}(?:(?:this|the|our)\s+{_WORK}\s+{_IS}{_TAKEN}"
    rf"|(?:we|the\s+authors?)\s+(?:have\s+|has\s+)?(?:withdr[ae]wn?|retract(?:ed)?)\s+"
    rf"(?:this|the|our)\s+{_WORK})",
    re.IGNORECASE,
)
_REMARK = re.compile(rf"{_BEGIN}(?:{_WORK}\s+(?:{_IS})?)?{_TAKEN}", re.IGNORECASE)
_LONGEST_NOTICE = 400


def says_withdrawn(comment: str, abstract: str) -> bool:
    """A comment may say it in a word; an abstract says it in its first sentence, as papers may
    speak of drugs that were withdrawn."""
    remark, first = comment[:_LONGEST_NOTICE], abstract.lstrip()[:_LONGEST_NOTICE]
    said = f"{remark} {first}".lower()
    if "withdr" not in said and "retract" not in said:
        return False
    if _SENTENCE.search(remark) or _REMARK.search(remark):
        return True
    return bool(_SENTENCE.match(first))
