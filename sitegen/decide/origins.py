"""Where new papers come from: two papers that one digest tells apart are two here."""

from msgspec import Struct

from sitegen.model import Wish


class Origins(Struct):
    """Which new paper is which of a digest that published it: (digest, slug there) -> slug."""

    slugs: dict[tuple[str, str], str] = {}
    digests: dict[str, str] = {}

    def learn(self, wish: Wish, slug: str) -> None:
        if wish.slug:
            self.slugs[wish.digest, wish.slug] = slug
            self.digests[slug] = wish.digest

    def find(self, wish: Wish) -> str | None:
        return self.slugs.get((wish.digest, wish.slug))

    def is_another(self, wish: Wish, slug: str) -> bool:
        """Whether the digest knows the paper of that slug by another slug than this one's."""
        return bool(wish.slug) and self.digests.get(slug) == wish.digest
