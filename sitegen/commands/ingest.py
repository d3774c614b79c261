"""``sitegen ingest``: dumps into content/, all or nothing."""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from sitegen import contents
from sitegen.commands.contentfiles import names, topic_changes, write
from sitegen.commands.inputs import Inputs, Progress
from sitegen.commands.report import Report
from sitegen.content.ledger import Ledger
from sitegen.content.settled import settle, settled
from sitegen.content.whole import Content
from sitegen.contents import load
from sitegen.dumps.chosen import EVERYTHING
from sitegen.heap import give_back
from sitegen.slips import slips

if TYPE_CHECKING:
    from sitegen.dumps.dating import Dated

_MANY = 100  # pages


def ingest(inputs: Inputs, progress: Progress) -> tuple[Content, Report]:
    """Takes the dumps in; gives the content as it is (or, dry, would be) afterwards."""
    with inputs.step("content"):
        content = load(inputs.content, inputs.spread, inputs.fresh)
    with inputs.step("dumps"):
        dated, report = _read(inputs, content.ledger, progress)
    known = settled(content)
    if dated or known is None:
        return _decided(inputs, content, dated, report, known is not None)
    with inputs.step("content written"):
        return _as_it_stands(inputs, content, replace(report, papers=known.papers))


def _read(inputs: Inputs, ledger: Ledger, progress: Progress) -> tuple[list["Dated"], Report]:
    """What can read dumps is loaded where somebody names some."""
    if not inputs.sources and inputs.chosen == EVERYTHING:
        return [*progress("reading dumps", ())], Report()
    from sitegen.commands.reading import read_dumps

    return read_dumps(inputs, ledger, progress)


def _decided(
    inputs: Inputs, content: Content, dated: list["Dated"], report: Report, known: bool
) -> tuple[Content, Report]:
    from sitegen.commands.concluding import conclude, day_files
    from sitegen.decide.ingest import decide

    files = day_files(inputs.content)
    with inputs.step("decisions"):
        decision = decide(
            content.days,
            content.ledger,
            dated,
            files,
            add=inputs.add,
            update=inputs.update,
            settled=known,
        )
    with inputs.step("content written"):
        after, said = conclude(inputs, content, decision, report)
        if decision.settled:
            settle(after)
    return after, said


def _as_it_stands(inputs: Inputs, content: Content, report: Report) -> tuple[Content, Report]:
    """Of settled content only the lists of topics, which are made of papers' texts, may change."""
    changes = topic_changes(inputs, content)
    write(inputs, content, changes)
    return content, replace(report, changed=names(inputs, changes))


def let_go(inputs: Inputs, content: Content) -> None:
    """Nothing is held any more of pages and ledger, which lie on disk as they are in ``content``;
    what a build asks of the pages is asked while they are there."""
    tuple(slips(content))
    if contents.let_go(inputs.content, content) > _MANY:
        give_back()
