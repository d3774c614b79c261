"""Pure functions whose results outlast the run: what was worked out once is not worked out again.

The functions know nothing of files. A command that wants it lends them what earlier runs worked
out and takes away what this one used.
"""

import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import chain, islice
from typing import Any, Generic, Protocol, TypeVar

from sitegen.spread import Spread, in_turn

Result = TypeVar("Result")
Made = TypeVar("Made")
Key = bytes
Texts = tuple[str, ...]
NOTHING: Any = object()
_SIZE = 16
_A_PAGE = 64  # results, which are written down at once
_AT_ONCE = 1 << 15  # papers, of which bulky results are made before they are written down


class Lent(Protocol):
    """Results of earlier runs."""

    def find(self, key: Key, /) -> Any:
        """NOTHING where there is none."""

    def __contains__(self, key: object, /) -> bool: ...

    def jot(self, results: Sequence[tuple[Key, bytes]], /) -> bool:
        """Takes results as ``pickled`` writes them, to be found from now on; False: it does not."""


class Kept(Generic[Result]):
    """A pure function of texts; once something was lent to it, also what it gave for which.

    ``function`` takes up to ``portion`` calls at once and gives the result of each. ``bulky``: of
    how many papers a call is, where results are too large to be held: they are written down when
    they are made, and read whenever they are asked for.
    """

    def __init__(
        self, name: str, function: Callable[..., list[Result]], portion: int, bulky: int = 0
    ) -> None:
        self.name, self._function, self._portion, self._bulky = name, function, portion, bulky
        self._lent: Lent | None = None
        self.used: dict[Key, Result] = {}
        self.asked: set[Key] = set()

    def lend(self, results: Lent | None) -> None:
        """Results of earlier runs. None: nothing is remembered any more."""
        self._lent, self.used, self.asked = results, {}, set()

    def knows(self, *texts: str) -> bool:
        """Whether an earlier run worked this out, which then stays known; it is not read."""
        return self._has(_key(texts))

    def __call__(self, *texts: str, **beside: Any) -> Result:
        """``beside``: what the texts name already, and is no part of the key."""
        lent = self._lent  # which another thread may take back
        if lent is None:
            return self._function([texts], **beside)[0]
        key = _key(texts)
        result = self._known(key, lent)
        if result is NOTHING:
            (result,) = self._function([texts], **beside)
            if not (self._bulky and lent.jot([(key, pickled(result))])):
                self.used[key] = result
        return result

    def of_all(self, calls: Iterable[Texts], spread: Spread, **beside: Any) -> list[Result]:
        """The results of many calls, in order; ``spread`` shares out those that are not known."""
        asked = list(calls)
        if self._bulky and self._lent is not None:
            self.foresee(asked, spread, **beside)
            return [self(*texts, **beside) for texts in asked]
        keys = list(map(_key, asked))
        lent = self._lent
        found = {key: self._known(key, lent) for key in keys}
        todo = {k: texts for k, texts in zip(keys, asked, strict=True) if found[k] is NOTHING}
        made = self._spread(lambda portion: self._function(portion, **beside), todo, spread)
        found |= zip(todo, made, strict=True)
        if lent is not None:
            self.used |= found
        return [found[key] for key in keys]

    def foresee(self, calls: Iterable[Texts], spread: Spread, **beside: Any) -> None:
        """Works out what will be asked, shared out by ``spread``, where results are remembered."""
        lent = self._lent
        if lent is None:
            return
        if not self._bulky:
            self.of_all(calls, spread, **beside)
            return
        waiting = iter(calls)
        while some := list(islice(waiting, -(-_AT_ONCE // self._bulky))):
            keys = {_key(texts): texts for texts in some}
            new = {key: texts for key, texts in keys.items() if not self._has(key)}
            # Whoever makes a result writes it, too.
            made = self._spread(lambda portion: self._written(portion, **beside), new, spread)
            self.learn(zip(new, made, strict=True))

    @property
    def remembers(self) -> bool:
        return self._lent is not None

    def written(self, calls: Iterable[Texts]) -> list[tuple[Key, bytes]]:
        """What is not known yet, as it is written down, for another process to ``learn``."""
        new = {_key(texts): texts for texts in calls if not self.knows(*texts)}
        return list(zip(new, self._spread(self._written, new, in_turn), strict=True))

    def learn(self, written: Iterable[tuple[Key, bytes]]) -> None:
        lent, waiting = self._lent, iter(written)
        while some := list(islice(waiting, _A_PAGE)):
            if lent is None or not lent.jot(some):
                self.used |= {key: pickle.loads(one) for key, one in some}

    def _written(self, portion: list[Texts], **beside: Any) -> list[bytes]:
        return list(map(pickled, self._function(portion, **beside)))

    def _spread(
        self, make: Callable[[list[Texts]], list[Made]], todo: Mapping[Key, Texts], spread: Spread
    ) -> Iterator[Made]:
        """What ``make`` gives for portions of the texts, one for each of them."""
        new, size = list(todo.values()), self._portion
        portions = [new[start : start + size] for start in range(0, len(new), size)]
        return chain.from_iterable(spread(make, portions, each=size))

    def _has(self, key: Key) -> bool:
        found = key in self.used or (self._lent is not None and key in self._lent)
        if found:
            self.asked.add(key)
        return found

    def _known(self, key: Key, lent: Lent | None) -> Result:
        """NOTHING where it is not."""
        if key in self.used:
            return self.used[key]
        result: Result = lent.find(key) if lent else NOTHING
        if result is not NOTHING and self._bulky:
            self.asked.add(key)
        elif result is not NOTHING:
            self.used[key] = result
        return result


def pickled(result: Any) -> bytes:
    return pickle.dumps(result, pickle.HIGHEST_PROTOCOL)


def fingerprint(data: bytes) -> str:
    """What tells the bytes of a file from any others."""
    return hashed(data).hexdigest()


def hashed(data: bytes = b"") -> blake2b:
    """Gives fingerprints of what comes piece by piece."""
    return blake2b(data, digest_size=_SIZE)


def _key(texts: Sequence[str]) -> Key:
    return blake2b("\0".join(texts).encode(errors="surrogatepass"), digest_size=_SIZE).digest()


class Carried(Generic[Result]):
    """A value that one run hands on to the next, where anything is remembered."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._lent: Lent | None = None
        self.used: dict[Key, Result] = {}
        self.asked: frozenset[Key] = frozenset()
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
    return memoised_bulky(0)(function)


def memoised_bulky(papers: int) -> Callable[[Callable[..., Result]], Kept[Result]]:
    """Marks one whose results are about so many papers, and not held."""

    def mark(function: Callable[..., Result]) -> Kept[Result]:
        def of_each(calls: Sequence[Texts], **beside: Any) -> list[Result]:
            return [function(*texts, **beside) for texts in calls]

        return _kept(_name(function), of_each, 1, papers)

    return mark


def memoised_together(
    portion: int, bulky: int = 0
) -> Callable[[Callable[..., list[Result]]], Kept[Result]]:
    """Marks one that takes up to ``portion`` calls at once, which is quicker than one by one.
    ``bulky``: as ``memoised_bulky``."""
    return lambda function: _kept(_name(function), function, portion, bulky)


def _name(function: Callable[..., Any]) -> str:
    return f"{function.__module__}.{function.__qualname__}"


def _kept(
    name: str, function: Callable[..., list[Result]], portion: int, bulky: int = 0
) -> Kept[Result]:
    made = FUNCTIONS[name] = Kept(name, function, portion, bulky)
    return made
