"""The command line: words -> one command -> exit code.

0 is done, 1 done in part, 2 wrong usage or configuration.

Each command is a module of bot.commands, imported when it is called: so --help and mistakes answer
at once.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from bot.core.errors import BotError
from indexer.errors import IndexerError

DONE, IN_PART, WRONG, INTERRUPTED = 0, 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    try:
        return _run(argv)
    except (BotError, IndexerError) as error:
        print(f"compactbot: {error}", file=sys.stderr)
        return WRONG
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader went away (| head)
        _silence()
        return DONE
    except OSError as error:
        _silence()
        print(f"compactbot: {error.filename or 'the output'}: {error.strerror}.", file=sys.stderr)
        return WRONG


def _run(argv: Sequence[str] | None) -> int:
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a sign that it cannot hold is no reason to fail
            stream.reconfigure(errors="replace")
    try:
        args = _parser().parse_args(argv)
        return int(import_module(f"bot.commands.{args.command}").run(args))
    finally:
        sys.stdout.flush()  # here, where an output that cannot be written is still noticed


def _silence() -> None:
    """Write nothing more: Python would complain again while closing stdout."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="compactbot",
        description="Answers from a partnership's own compact, word for word.",
    )
    _add_config(parser, "config.yaml")
    parser.add_argument("--version", action=_Version, nargs=0, help="show the version and exit")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, words, add in _COMMANDS:
        command = commands.add_parser(name, help=words, description=words)
        _add_config(command, argparse.SUPPRESS)  # or it would undo one named before the command
        add(command)
    return parser


def _add_config(parser: argparse.ArgumentParser, default: str) -> None:
    parser.add_argument(
        "--config",
        metavar="FILE",
        default=default,
        help="the configuration file (default: config.yaml here)",
    )


class _Version(argparse.Action):
    """Looks the version up only when asked: that takes longer than all else here."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(version("compactbot"))
        parser.exit()


def _add_index(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", metavar="PATH", nargs="*", help="instead of knowledge.paths")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _add_show(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("document", metavar="DOCUMENT", help="a file, or an indexed name or title")
    parser.add_argument("--full", action="store_true", help="print each passage whole")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _add_ask(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("question", metavar="QUESTION", nargs="*", help="in your own words")
    parser.add_argument("--area", help="answer for this area only")
    parser.add_argument("--limit", metavar="NUMBER", type=_positive, help="at most so many quotes")
    parser.add_argument("--batch", metavar="FILE", help="JSON lines {id, question}; - reads stdin")
    parser.add_argument("--json", action="store_true", help="print one JSON object an answer")


def _add_actions(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="actions", metavar="WHAT", required=True)
    for name, words, add in (
        ("import", "Take the action plan of a document in, or a new edition of it.", _add_import),
        ("list", "List the actions and how each stands.", _add_list),
        ("show", "Show an action with its whole story.", _add_one),
        ("add", "Add an action that no document has.", _add_new),
        ("edit", "Give an action other words; the ones before are kept.", _add_edit),
        ("export", "Write the actions to a table that can be imported again.", _add_export),
    ):
        command = actions.add_parser(name, help=words, description=words)
        _add_config(command, argparse.SUPPRESS)
        add(command)
        command.add_argument("--json", action="store_true", help="print one JSON object")


def _add_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="a document with objectives and actions")
    parser.add_argument("--dry-run", action="store_true", help="show what is found, keep nothing")
    parser.add_argument("--yes", action="store_true", help="change what is there without asking")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--plan", metavar="ID", help="the plan that the document is an edition of")
    which.add_argument("--new", action="store_true", help="a plan of its own, whatever it is like")


def _add_list(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--plan", metavar="ID", help="of this plan only")
    parser.add_argument("--status", help="not_started, in_progress, blocked, done or none")
    parser.add_argument("--overdue", action="store_true", help="only what should have been done")
    parser.add_argument("--lead", metavar="NAME", help="only with this in the name of the lead")
    parser.add_argument("--all", action="store_true", help="also what is no longer in its plan")


def _add_one(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="the action's id, as in 'actions list'")


def _add_new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--plan", metavar="ID", required=True, help="the plan that it belongs to")
    parser.add_argument("--objective", metavar="NAME", help="a part of its name, or its number")
    parser.add_argument("--text", required=True, help="what is to be done")
    _add_wording(parser)


def _add_edit(parser: argparse.ArgumentParser) -> None:
    _add_one(parser)
    parser.add_argument("--text", help="what is to be done")
    _add_wording(parser)
    parser.add_argument("--future-reporting", metavar="TEXT", help="what is promised, and when")


def _add_wording(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--timescale", metavar="TEXT", help="by when, in words or as a date")
    parser.add_argument("--lead", metavar="NAME", help="who leads it")


def _add_export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("-o", "--output", metavar="FILE", help="instead of printing it")
    parser.add_argument("--format", choices=("csv", "xlsx", "json"), help="default: as FILE ends")
    parser.add_argument("--plan", metavar="ID", help="of this plan only")


def _add_update(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("message", metavar="MESSAGE", nargs="*", help="as you would say it in chat")
    parser.add_argument("--dry-run", action="store_true", help="show what it means, log nothing")
    parser.add_argument("--today", metavar="DATE", help="read days as on this one (2026-11-22)")
    parser.add_argument("--batch", metavar="FILE", help="JSON lines {id, message}; - reads stdin")
    parser.add_argument("--json", action="store_true", help="print one JSON object a message")


def _add_inbox(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("key", metavar="KEY", nargs="?", help="the message to settle")
    parser.add_argument("action", metavar="ACTION", nargs="?", help="what it is about (SA24)")
    parser.add_argument("--dismiss", action="store_true", help="set it aside, log nothing")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _add_report(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--plan", metavar="ID", action="append", help="of this plan; may be repeated"
    )
    parser.add_argument("--since", metavar="DAY", help="default: where the last report ended")
    parser.add_argument("--until", metavar="DAY", help="default: today")
    kinds = ("docx", "html", "md", "csv", "xlsx")
    parser.add_argument("--format", choices=kinds, help="default: as FILE ends, else docx")
    parser.add_argument("-o", "--output", metavar="FILE", help="- prints html, md or csv")
    parser.add_argument(
        "--draft", action="store_true", help="the next report does not count from it"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object about it")


def _add_remind(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--preview", action="store_true", help="print the digests, send nothing")
    what.add_argument("--send", action="store_true", help="send what is due, once, and end")
    parser.add_argument("reminder", metavar="ID", nargs="?", help="preview this one only (R3)")
    parser.add_argument("--now", metavar="TIME", help="as if it were 2026-11-30T09:30")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _add_deliveries(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", nargs="?", help="the delivery to settle (D12)")
    became = parser.add_mutually_exclusive_group()
    became.add_argument("--sent", action="store_true", help="it arrived")
    became.add_argument("--again", action="store_true", help="it did not: send it again")
    parser.add_argument(
        "--most", metavar="NUMBER", type=_positive, default=30, help="show so many (30)"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _add_invite(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--name", default="", help="who it is for, for your own list")
    roles = ("reader", "contributor", "officer")
    parser.add_argument("--role", choices=roles, default="contributor", help="default: contributor")
    parser.add_argument(
        "--days", metavar="NUMBER", type=_positive, default=7, help="how long it is good (7)"
    )
    other = parser.add_mutually_exclusive_group()
    other.add_argument("--list", action="store_true", help="show who was let in")
    other.add_argument("--remove", metavar="ID", help="let this person in no longer")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def _add_nothing(_parser: argparse.ArgumentParser) -> None:
    """For a command without arguments of its own."""


def _add_doctor(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object")


_COMMANDS = (
    ("index", "Build or refresh the index of the documents.", _add_index),
    ("watch", "Keep the index in line with the documents until stopped (Ctrl-C).", _add_index),
    ("show", "Show how a document is understood: headings, tables, passages.", _add_show),
    ("ask", "Answer a question with quotes from the documents.", _add_ask),
    ("chat", "Talk in the terminal; follow-up questions keep the thread.", _add_nothing),
    ("update", "Log a progress update, or show what it means.", _add_update),
    ("inbox", "Show the messages that wait, and settle one.", _add_inbox),
    ("actions", "Work with action plans.", _add_actions),
    ("run", "Serve the channels that are set up, until it is stopped (Ctrl-C).", _add_nothing),
    ("remind", "Show or send the digests of the reminders.", _add_remind),
    ("deliveries", "Show what became of each sending of a reminder.", _add_deliveries),
    ("invite", "Make a code that lets one person use the bot in Telegram.", _add_invite),
    ("report", "Write the board's progress report.", _add_report),
    ("doctor", "Check the configuration, the documents, the model and the index.", _add_doctor),
)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' must be a whole number, 1 or more")
    return int(text)
