"""Problems told one by one up to a number, counted beyond it."""

from msgspec import Struct

from sitegen.dumps.limits import MOST_TOLD
from sitegen.errors import Problem


class Told(Struct):
    """The first problems of a dump, and how many ``more`` there were."""

    problems: list[Problem] = []
    more: int = 0

    def __len__(self) -> int:
        return len(self.problems) + self.more

    def add(self, problem: Problem) -> None:
        if len(self.problems) < MOST_TOLD:
            self.problems.append(problem)
        else:
            self.more += 1
