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
    words = "Lift the action plan out of a document."
    found = actions.add_parser("import", help=words, description=words)
    _add_config(found, argparse.SUPPRESS)
    found.add_argument("file", metavar="FILE", help="a document with objectives and actions")
    found.add_argument("--dry-run", action="store_true", help="show what is found, keep nothing")
    found.add_argument("--json", action="store_true", help="print one JSON object")


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
    ("actions", "Work with action plans.", _add_actions),
    ("doctor", "Check the configuration, the documents, the model and the index.", _add_doctor),
)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' must be a whole number, 1 or more")
    return int(text)
