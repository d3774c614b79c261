"""Pure functions whose results outlast the run: what was worked out once is not worked out again.

The functions know nothing of files. A command that wants it lends them what earlier runs worked
out and takes away what this one used.
"""

from collections.abc import Callable, Iterable, Sequence
from hashlib import blake2b
from typing import Any, Generic, Protocol, TypeVar

Result = TypeVar("Result")
Key = bytes
Spread = Callable[[Callable[[Any], Any], Sequence[Any]], list[Any]]
NOTHING: Any = object()
_SIZE = 16


class Lent(Protocol):
    """Results of earlier runs."""

    def find(self, key: Key, /) -> Any:
        """NOTHING where there is none."""


class Kept(Generic[Result]):
    """A pure function of texts; once something was lent to it, also what it gave for which."""

    def __init__(self, function: Callable[..., Result]) -> None:
        self.name = f"{function.__module__}.{function.__qualname__}"
        self._function = function
        self._lent: Lent | None = None
        self.used: dict[Key, Result] = {}

    def lend(self, results: Lent | None) -> None:
        """Results of earlier runs. None: nothing is remembered any more."""
        self._lent, self.used = results, {}

    def __call__(self, *texts: str, **beside: Any) -> Result:
        """``beside``: what the texts name already, and is no part of the key."""
        if self._lent is None:
            return self._function(*texts, **beside)
        key = _key(texts)
        result = self._known(key)
        if result is NOTHING:
            result = self.used[key] = self._function(*texts, **beside)
        return result

    def of_all(
        self, calls: Iterable[tuple[str, ...]], spread: Spread, **beside: Any
    ) -> list[Result]:
        """The results of many calls, in order; ``spread`` shares out those that are not known."""
        asked = list(calls)
        keys = list(map(_key, asked))
        found = {key: self._known(key) for key in keys}
        todo = {k: texts for k, texts in zip(keys, asked, strict=True) if found[k] is NOTHING}
        made = spread(lambda texts: self._function(*texts, **beside), list(todo.values()))
        found |= zip(todo, made, strict=True)
        if self._lent is not None:
            self.used |= found
        return [found[key] for key in keys]

    def foresee(self, calls: Iterable[tuple[str, ...]], spread: Spread) -> None:
        """Works out what will be asked, shared out by ``spread``, where results are remembered."""
        if self._lent is not None:
            self.of_all(calls, spread)

    def _known(self, key: Key) -> Result:
        """NOTHING where it is not."""
        if key in self.used:
            return self.used[key]
        lent = self._lent  # which another thread may take back
        result: Result = lent.find(key) if lent else NOTHING
        if result is not NOTHING:
            self.used[key] = result
        return result


def _key(texts: Sequence[str]) -> Key:
    return blake2b("\0".join(texts).encode(errors="surrogatepass"), digest_size=_SIZE).digest()


class Carried(Generic[Result]):
    """A value that one run hands on to the next, where anything is remembered."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._lent: Lent | None = None
        self.used: dict[Key, Result] = {}
        FUNCTIONS[name] = self

    def lend(self, results: Lent | None) -> None:
        self._lent, self.used = results, {}

    @property
    def before(self) -> Result | None:
        found = self._lent.find(_ALONE) if self._lent else NOTHING
        return None if found is NOTHING else found

    def hand_on(self, value: Result) -> None:
        if self._lent is not None:
            self.used[_ALONE] = value


_ALONE = bytes(_SIZE)
FUNCTIONS: dict[str, Kept[Any] | Carried[Any]] = {}


def memoised(function: Callable[..., Result]) -> Kept[Result]:
    """Marks a pure function of texts; two calls with the same texts give the same."""
    made = Kept(function)
    FUNCTIONS[made.name] = made
    return made
