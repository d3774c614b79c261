"""Pure functions whose results outlast the run: what was worked out once is not worked out again.

The functions know nothing of files. A command that wants it lends them what the last run worked
out and takes away what this one used.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import blake2b
from typing import Any, Generic, TypeVar

Result = TypeVar("Result")
Key = bytes
Spread = Callable[[Callable[[Any], Any], Sequence[Any]], list[Any]]
_SIZE = 16


class Kept(Generic[Result]):
    """A pure function of texts; once something was lent to it, also what it gave for which."""

    def __init__(self, function: Callable[..., Result]) -> None:
        self.name = f"{function.__module__}.{function.__qualname__}"
        self._function = function
        self._lent: Mapping[Key, Result] | None = None
        self.used: dict[Key, Result] = {}

    def lend(self, results: Mapping[Key, Result] | None) -> None:
        """Results of the last run. None: nothing is remembered any more."""
        self._lent, self.used = results, {}

    def __call__(self, *texts: str, **beside: Any) -> Result:
        """``beside``: what the texts name already, and is no part of the key."""
        if self._lent is None:
            return self._function(*texts, **beside)
        key = _key(texts)
        if key in self.used:
            return self.used[key]
        result = self._lent[key] if key in self._lent else self._function(*texts, **beside)
        self.used[key] = result
        return result

    def of_all(
        self, calls: Iterable[tuple[str, ...]], spread: Spread, **beside: Any
    ) -> list[Result]:
        """The results of many calls, in order; ``spread`` shares out those that are not known."""
        asked = list(calls)
        keys = list(map(_key, asked))
        known = {**(self._lent or {}), **self.used}
        todo = {key: texts for key, texts in zip(keys, asked, strict=True) if key not in known}
        made = spread(lambda texts: self._function(*texts, **beside), list(todo.values()))
        known |= zip(todo, made, strict=True)
        if self._lent is not None:
            self.used |= {key: known[key] for key in keys}
        return [known[key] for key in keys]

    def foresee(self, calls: Iterable[tuple[str, ...]], spread: Spread) -> None:
        """Works out what will be asked, shared out by ``spread``, where results are remembered."""
        if self._lent is not None:
            self.of_all(calls, spread)


def _key(texts: Sequence[str]) -> Key:
    return blake2b("\0".join(texts).encode(errors="surrogatepass"), digest_size=_SIZE).digest()


class Carried(Generic[Result]):
    """A value that one run hands on to the next, where anything is remembered."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._lent: Mapping[Key, Result] | None = None
        self.used: dict[Key, Result] = {}
        FUNCTIONS[name] = self

    def lend(self, results: Mapping[Key, Result] | None) -> None:
        self._lent, self.used = results, {}

    @property
    def before(self) -> Result | None:
        return self._lent.get(b"") if self._lent else None

    def hand_on(self, value: Result) -> None:
        if self._lent is not None:
            self.used[b""] = value


FUNCTIONS: dict[str, Kept[Any] | Carried[Any]] = {}


def memoised(function: Callable[..., Result]) -> Kept[Result]:
    """Marks a pure function of texts; two calls with the same texts give the same."""
    made = Kept(function)
    FUNCTIONS[made.name] = made
    return made
