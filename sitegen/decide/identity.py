"""Who is who: every key under which a paper is known."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sitegen.content.ledger import Known


@dataclass(slots=True)
class Index:
    """Every key under which a paper is known -> its slugs, deleted papers included."""

    slugs: dict[str, list[str]] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, papers: Iterable[Known]) -> "Index":
        index = cls()
        for paper in papers:
            index.learn(paper.slug, paper.keys)
            index.taken.update(paper.aliases)
        return index

    def learn(self, slug: str, keys: Iterable[str]) -> None:
        self.taken.add(slug)
        for key in keys:
            slugs = self.slugs.setdefault(key, [])
            if slug not in slugs:
                slugs.append(slug)

    def find(self, keys: tuple[str, ...], papers: dict[str, Known]) -> str | None:
        """The paper these keys name. A title alone joins a paper that has an id when exactly
        one has that title; a paper with another id of the same kind stays apart."""
        for key in keys[:-1]:
            if slugs := self.slugs.get(key):
                return slugs[0]
        strong = {key.partition(":")[0] for key in keys[:-1]}
        namesakes = self.slugs.get(keys[-1], [])
        bare = [s for s in namesakes if not _id_kinds(papers[s])]
        if bare:
            return bare[0]
        open_to = [s for s in namesakes if not strong & _id_kinds(papers[s])]
        return open_to[0] if len(open_to) == 1 else None


def _id_kinds(paper: Known) -> set[str]:
    return {key.partition(":")[0] for key in paper.keys} - {"title"}
