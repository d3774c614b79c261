"""The keys of what is indexed of each paper. It is made to be told by them only of those papers
that are not as they were at the last build."""

from collections.abc import Mapping

from sitegen.indexed import Told
from sitegen.recordkey import Keys, plain_digest, record_key
from sitegen.render.searchdoc import Sources


def told(sources: Sources, papers: Mapping[str, bytes], before: Told) -> Told:
    """``papers``: slug -> fingerprint."""
    beside, key_of = record_key(*sources.beside), Keys()
    known = before.papers if beside == before.beside else {}
    found = {}
    for url, paper in sources.papers.items():
        fingerprint = papers[paper.slug]
        if notes := sources.notes.get(paper.slug):
            fingerprint += plain_digest(tuple(notes))
        row = known.get(url)
        if row is None or row[0] != fingerprint:
            row = fingerprint, key_of(sources.of(url))
        found[url] = row
    return Told(found, beside)
