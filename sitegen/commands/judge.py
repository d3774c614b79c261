"""The keeper's judgements: ``same`` and ``different``."""

from difflib import get_close_matches

from msgspec.structs import replace

from sitegen.commands.concluding import conclude, day_files
from sitegen.commands.inputs import Inputs, Progress
from sitegen.commands.keeper import restored, set_aside, told
from sitegen.commands.reading import read_dumps
from sitegen.commands.report import Report
from sitegen.content.ledger import Ledger
from sitegen.content.whole import Content
from sitegen.contents import load
from sitegen.decide.apart import apart
from sitegen.decide.different import release, said_same, told_apart
from sitegen.decide.identity import called
from sitegen.decide.ingest import Decision, decide
from sitegen.decide.same import unite
from sitegen.errors import DigestError, Problem
from sitegen.state import State


def same(inputs: Inputs, one: str, other: str) -> tuple[Content, Report]:
    """Two papers are one; the first stays."""
    content = load(inputs.content)
    files = day_files(inputs.content)
    observed = decide(content.days, content.ledger, (), files)
    kept, gone = paper_called(observed.ledger, one), paper_called(observed.ledger, other)
    if kept == gone:
        report = Report(done=(f"{one} and {other} are one paper already: {kept}",))
        return conclude(inputs, content, observed, report)
    if observed.ledger.papers[kept].deleted:
        hint = f"Bring it back with `sitegen restore {kept}`, or name the other first"
        raise DigestError([Problem(one, 0, "this paper was deleted", "", hint, error=True)])
    decision = unite(observed, kept, gone, files)
    set_aside(inputs, observed, [gone])
    report = Report(done=(f"{gone} is {kept} from now on; its old address leads there",))
    return conclude(inputs, content, decision, told(observed, decision, report))


def different(inputs: Inputs, one: str, other: str, progress: Progress) -> tuple[Content, Report]:
    """Two papers are two, for good; an earlier ``same`` is taken back."""
    content = load(inputs.content)
    files = day_files(inputs.content)
    first, second = paper_called(content.ledger, one), paper_called(content.ledger, other)
    if first != second:
        known = second in apart(content.ledger).get(first, ())
        ledger = content.ledger if known else told_apart(content.ledger, first, second)
        decision = decide(content.days, ledger, (), files)
        word = "are kept apart already" if known else "are two papers, for good"
        return conclude(inputs, content, decision, Report(done=(f"{first} and {second} {word}",)))
    observed = decide(content.days, content.ledger, (), files)
    judgement = said_same(observed.ledger, other) or said_same(observed.ledger, one)
    if judgement is None:
        raise DigestError([_one_paper(observed, first, other)])
    released = release(observed, judgement, files)
    slugs = (judgement.other,)
    texts = State(inputs.content).deleted_texts(slugs)
    sources = inputs.sources if not texts else ()
    dated, report = read_dumps(replace(inputs, sources=sources), content.ledger, progress)
    decision = restored(inputs, released, judgement.other, slugs, texts, dated)
    report = replace(report, done=(f"{judgement.other} is a paper of its own again",))
    return conclude(inputs, content, decision, told(observed, decision, report))


def paper_called(ledger: Ledger, what: str) -> str:
    """The slug of the paper that a keeper names. Raises DigestError where none or several are."""
    found = called(ledger.papers, what)
    if len(found) == 1:
        return found[0]
    close = found or get_close_matches(what, sorted(ledger.papers), 3)
    hint = f"Did you mean {', '.join(close)}?" if close else "Name it by its slug or its arXiv id"
    reason = "several papers are called so" if found else "no paper is called so"
    raise DigestError([Problem(what, 0, reason, hint=hint, error=True)])


def _one_paper(observed: Decision, slug: str, other: str) -> Problem:
    """No word of a keeper joined the two: a title or an id did."""
    page = observed.pages.get(observed.ledger.papers[slug].home)
    found = (s.line for s in page.sections if s.slug == slug) if page else iter(())
    hint = (
        "If it holds two works, write a section with an anchor of its own for the second (in place "
        f"of its reference, where it has one), then `sitegen different {slug} THAT-ANCHOR`"
    )
    file, line = (page.file, next(found, 0)) if page else (other, 0)
    return Problem(file, line, f"these are one paper by title or id: {slug}", "", hint, error=True)
