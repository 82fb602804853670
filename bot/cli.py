"""The command line: words -> one command -> exit code.

0 is done, 1 done in part, 2 wrong usage or configuration.

Heavy parts are imported by the command that needs them, so --help and mistakes answer at once.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib.metadata import version

DONE, IN_PART, WRONG, INTERRUPTED = 0, 1, 2, 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    from bot.core.errors import BotError
    from indexer.errors import IndexerError

    args = _parser().parse_args(argv)
    try:
        return int(args.run(args))
    except (BotError, IndexerError) as error:
        print(f"compactbot: {error}", file=sys.stderr)
        return WRONG
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # The reader went away (| head). Python would complain again while closing stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def _parser() -> argparse.ArgumentParser:
    everywhere = argparse.ArgumentParser(add_help=False)
    everywhere.add_argument(
        "--config",
        metavar="FILE",
        default=argparse.SUPPRESS,
        help="the configuration file (default: config.yaml here)",
    )
    parser = argparse.ArgumentParser(
        prog="compactbot",
        parents=[everywhere],
        description="Answers from a partnership's own compact, word for word.",
    )
    parser.set_defaults(config="config.yaml")
    parser.add_argument("--version", action="version", version=version("compactbot"))
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, words, add in _COMMANDS:
        add(commands.add_parser(name, help=words, description=words, parents=[everywhere]))
    return parser


def _add_index(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", metavar="PATH", nargs="*", help="instead of knowledge.paths")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=_index)


def _add_ask(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("question", metavar="QUESTION", nargs="?", help="in your own words")
    parser.add_argument("--area", help="answer for this area only")
    parser.add_argument("--limit", type=_positive, help="at most so many quotes")
    parser.add_argument("--batch", metavar="FILE", help="JSON lines {id, question}; - reads stdin")
    parser.add_argument("--json", action="store_true", help="print one JSON object an answer")
    parser.set_defaults(run=_ask)


def _add_chat(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(run=_chat)


def _add_doctor(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.set_defaults(run=_doctor)


_COMMANDS = (
    ("index", "Build or refresh the index of the documents.", _add_index),
    ("ask", "Answer a question with quotes from the documents.", _add_ask),
    ("chat", "Talk in the terminal; follow-up questions keep the thread.", _add_chat),
    ("doctor", "Check the configuration, the documents, the model and the index.", _add_doctor),
)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def _index(args: argparse.Namespace) -> int:
    from bot.commands.index import run

    return run(args)


def _ask(args: argparse.Namespace) -> int:
    from bot.commands.ask import run

    return run(args)


def _chat(args: argparse.Namespace) -> int:
    from bot.commands.chat import run

    return run(args)


def _doctor(args: argparse.Namespace) -> int:
    from bot.commands.doctor import run

    return run(args)
