"""Who is who: every key under which a paper is known."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from sitegen import ids
from sitegen.content.judgement import SAME, Judgement
from sitegen.content.ledger import Known


class Index(Struct):
    """Every key under which a paper is known -> its slugs, deleted papers included.

    ``names``: a slug that a paper had -> the one it has. ``judged``: keys of papers that a keeper
    called the same, where neither is known (the digest is rebuilt from its dumps) -> what was said.
    """

    slugs: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    taken: set[str] = set()
    judged: dict[str, Judgement] = {}

    @classmethod
    def of(cls, papers: Iterable[Known], judgements: Iterable[Judgement] = ()) -> "Index":
        index = cls()
        for paper in papers:
            index.learn(paper.slug, paper.keys)
            index.taken.update(paper.aliases)
            index.names.update(dict.fromkeys(paper.aliases, paper.slug))
        for judgement in judgements:
            if judgement.verdict == SAME and judgement.one not in index.taken:
                keys = (*judgement.own, *judgement.keys)
                index.judged.update(dict.fromkeys(keys, judgement))
        return index

    def begun(self, title: str, keys: tuple[str, ...], wished: str = "") -> Known:
        """A paper that is new, without a home yet: under the slug it had when a keeper judged it,
        else the one it wishes for, where nobody has that."""
        said = next((self.judged[key] for key in keys if key in self.judged), None)
        if said is not None and said.one not in self.taken:
            every = tuple(dict.fromkeys((*keys, *said.own, *said.keys)))
            return Known(said.one, "", every, aliases=(*said.aliases, said.other))
        free = wished and wished not in self.taken
        return Known(wished if free else ids.new_slug(title, keys[0], self.taken), "", keys)

    def learn(self, slug: str, keys: Iterable[str]) -> None:
        self.taken.add(slug)
        for key in keys:
            slugs = self.slugs.setdefault(key, [])
            if slug not in slugs:
                slugs.append(slug)

    def find(self, keys: tuple[str, ...], papers: Mapping[str, Known]) -> str | None:
        """The paper these keys name. An id joins no paper that has another one of a stronger
        kind. A title alone joins a paper that has an id when exactly one has that title; a paper
        with another id of the same kind stays apart."""
        for rank, key in enumerate(keys[:-1]):
            for slug in self.slugs.get(key, ()):
                if not _kinds(keys[:rank]) & _kinds(papers[slug].keys):
                    return slug
        namesakes = self.slugs.get(keys[-1], [])
        bare = [s for s in namesakes if not _kinds(papers[s].keys)]
        if bare:
            return bare[0]
        open_to = [s for s in namesakes if not _kinds(keys) & _kinds(papers[s].keys)]
        return open_to[0] if len(open_to) == 1 else None

    def is_anothers(self, doi: str, slug: str, papers: Mapping[str, Known]) -> bool:
        """Whether a paper with another arXiv id has this DOI already."""
        others = (papers[other] for other in self.slugs.get(doi, ()) if other != slug)
        return any(contradict(papers[slug].keys, other.keys) for other in others)


def contradict(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether these are two papers, whatever else they share: each has an arXiv id, not the
    same."""
    ours, theirs = (
        {key for key in keys if key.startswith("arxiv:")} for keys in (set(one), set(other))
    )
    return bool(ours and theirs) and ours.isdisjoint(theirs)


def _kinds(keys: Iterable[str]) -> set[str]:
    """Which kinds of id are among the keys."""
    return {key.partition(":")[0] for key in keys} - {"title"}


def called(papers: Mapping[str, Known], what: str) -> tuple[str, ...]:
    """The papers that a keeper means by a slug, an old slug, an arXiv id or a DOI."""
    if what in papers:
        return (what,)
    names = (f"arxiv:{ids.arxiv_id(what)}", f"doi:{ids.doi(what)}")
    found = (p for p in papers.values() if what in p.aliases or set(names) & set(p.keys))
    return tuple(sorted(paper.slug for paper in found))
