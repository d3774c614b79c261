"""Commands and options as a keeper types them; wrong values end in exit code 2."""

import argparse
import re

from sitegen import __version__


def parser() -> argparse.ArgumentParser:
    """The parser; ``command`` of what it returns names the command."""
    made = argparse.ArgumentParser(
        prog="sitegen", description="A static site from captures of daily paper lists."
    )
    made.add_argument("--version", action="version", version=f"sitegen {__version__}")
    commands = made.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _init(commands.add_parser("init", help="begin a digest in a folder"))
    _ingest(commands.add_parser("ingest", help="take dumps into content/"))
    _build(commands.add_parser("build", help="ingest, then build the site"))
    _serve(commands.add_parser("serve", help="build, serve on this machine, rebuild on change"))
    _redate(commands.add_parser("redate", help="give a capture or a day another day"))
    _remove(commands.add_parser("remove", help="take a paper down, everywhere"))
    _same(commands.add_parser("same", help="two papers are one"))
    _different(commands.add_parser("different", help="two papers are two, for good"))
    _undo(commands.add_parser("undo", help="put the content back as it was before the last ingest"))
    _ledger(commands.add_parser("ledger", help="prove that nothing of a dump is lost"))
    _topics(commands.add_parser("topics", help="why a paper has its topics; try a rule"))
    _restore(commands.add_parser("restore", help="bring back a deleted paper, or those of a day"))
    return made


def _day(text: str) -> str:
    from sitegen.dates import NoSuchDay, listing_day

    try:
        return listing_day(text) if text else ""
    except NoSuchDay as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _since(text: str) -> str:
    from sitegen.dates import UNDATED

    day = _day(text)
    if day == UNDATED:
        raise argparse.ArgumentTypeError(f"{text!r} is no day like 2025-03-11")
    return day


def _categories(text: str) -> frozenset[str]:
    from sitegen.dumps.arxiv_parts import categories

    stated = [name for name in re.split(r"[,\s]+", text) if name]
    wrong = [name for name in stated if not categories([name])]
    if wrong:
        raise argparse.ArgumentTypeError(f"{wrong[0]!r} is no category like cs.CL")
    return frozenset(categories(stated))


def _year(text: str) -> str:
    if text and (not re.fullmatch("[0-9]{4}", text) or text == "0000"):
        raise argparse.ArgumentTypeError(f"{text!r} is not a year of four digits")
    return text


def _address(text: str) -> str:
    from sitegen.content.settingforms import is_web_address

    if text and not is_web_address(text):
        raise argparse.ArgumentTypeError(f"{text!r} is no address like https://example.org/")
    return text


def _count(text: str) -> int:
    if not re.fullmatch("[0-9]{1,4}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes")
    return int(text)


def _init(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", nargs="?", default=".", metavar="DIR")
    parser.add_argument("--title", default="", help="what the site is called")
    parser.add_argument("--id", default="", help="part of every feed id, e.g. example.org")
    parser.add_argument("--url", default="", help="the address it will be served at")
    _content(parser)
    parser.set_defaults(command="init")


def _ingest(parser: argparse.ArgumentParser) -> None:
    _dumps(parser)
    _update(parser)
    _content(parser)
    _outcome(parser)
    parser.set_defaults(command="ingest")


def _build(parser: argparse.ArgumentParser) -> None:
    _dumps(parser)
    _update(parser)
    _content(parser)
    _site(parser)
    _outcome(parser)
    of_each = "say of each page, feed and document why it is made anew"
    parser.add_argument("-v", "--verbose", action="store_true", help=of_each)
    of_one = "say why this one would be made anew, or that it stands; nothing is written"
    parser.add_argument("--why", metavar="URL", default="", help=of_one)
    costs = "say what each step takes, in seconds and bytes"
    parser.add_argument("--profile", action="store_true", help=costs)
    parser.set_defaults(command="build")


def _serve(parser: argparse.ArgumentParser) -> None:
    _dumps(parser)
    _update(parser)
    _content(parser)
    _site(parser)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.set_defaults(command="serve", strict=False, dry_run=False, report="", why="")
    parser.set_defaults(verbose=False, profile=False)


def _redate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", metavar="CAPTURE|DAY", help="a dump's file name, or a day")
    parser.add_argument("day", metavar="NEW", type=_day, help="YYYY-MM-DD or undated")
    _content(parser)
    _outcome(parser)
    parser.set_defaults(command="redate", dumps=[], date="", year="")


def _restore(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", metavar="PAPER|DAY", help="a slug, or a day")
    _dumps(parser)
    _content(parser)
    _outcome(parser)
    parser.set_defaults(command="restore")


def _remove(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", metavar="PAPER", help="its slug")
    _content(parser)
    _outcome(parser)
    parser.set_defaults(command="remove", dumps=[], date="", year="")


def _same(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("one", metavar="A", help="the paper that stays: a slug or an arXiv id")
    parser.add_argument("other", metavar="B", help="the paper that becomes a part of it")
    _content(parser)
    _outcome(parser)
    parser.set_defaults(command="same", dumps=[], date="", year="")


def _different(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("one", metavar="A", help="a slug or an arXiv id")
    parser.add_argument("other", metavar="B", help="another, or one that was called the same")
    _dumps(parser)
    _content(parser)
    _outcome(parser)
    parser.set_defaults(command="different")


def _undo(parser: argparse.ArgumentParser) -> None:
    _content(parser)
    _outcome(parser)
    parser.set_defaults(command="undo", dumps=[], date="", year="")


def _ledger(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--verify", metavar="SITE", required=True, help="a published site")
    parser.add_argument("dumps", nargs="+", metavar="DUMPS", help="the dumps it was made of")
    _content(parser)
    parser.set_defaults(command="ledger", dry_run=True)


def _topics(parser: argparse.ArgumentParser) -> None:
    either = parser.add_mutually_exclusive_group(required=True)
    paper = "which phrases give this paper which topic (slug, arXiv id or title)"
    either.add_argument("--explain", metavar="PAPER", default="", help=paper)
    text = "the topics of any text: a title, then its abstract; - reads it from stdin"
    either.add_argument("--test", metavar="TEXT", default="", help=text)
    parser.add_argument("--json", action="store_true", help="every reason, for programs")
    _content(parser)
    parser.set_defaults(command="topics", dry_run=True)


def _dumps(parser: argparse.ArgumentParser) -> None:
    text = "files, folders or - (default: the folder dumps of the content)"
    parser.add_argument("dumps", nargs="*", metavar="DUMPS", help=text)
    of_all = "the listing day of these dumps, or undated"
    parser.add_argument("--date", metavar="D", type=_day, default="", help=of_all)
    of_some = "the year of dumps that print none"
    parser.add_argument("--year", metavar="Y", type=_year, default="", help=of_some)
    more = "take in papers of arXiv answers and bibliographies that no list of a day holds"
    parser.add_argument("--add", action="store_true", help=more)
    newer = "of the arXiv snapshot, --add takes in only papers first submitted then or later"
    parser.add_argument("--since", metavar="DAY", type=_since, default="", help=newer)
    within = "of the arXiv snapshot, --add takes in only papers in one of these: cs.CL,cs.LG"
    parser.add_argument(
        "--categories", metavar="LIST", type=_categories, default=frozenset(), help=within
    )


def _update(parser: argparse.ArgumentParser) -> None:
    text = "also bring titles, abstracts and facts that nobody edited up to what the dumps say"
    parser.add_argument("--update", action="store_true", help=text)


def _content(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--content", metavar="DIR", default="content", help="default: content")


def _site(parser: argparse.ArgumentParser) -> None:
    from_folder = "files here go before the default templates (default: templates)"
    parser.add_argument("--templates", metavar="DIR", default="templates", help=from_folder)
    parser.add_argument("--output", metavar="DIR", default="site", help="default: site")
    where = "where it is served"
    parser.add_argument("--base-url", metavar="URL", type=_address, default="", help=where)
    parser.add_argument("--preview", metavar="NAME", default="", help="mark it as a preview")
    parser.add_argument("--no-search", action="store_true", help="leave the search index out")
    parser.add_argument("--jobs", metavar="N", type=_count, default=0, help="processes")


def _outcome(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--strict", action="store_true", help="exit 1 for any problem")
    parser.add_argument("--dry-run", action="store_true", help="say what would change")
    parser.add_argument("--report", metavar="FILE", default="", help="write the summary as JSON")
