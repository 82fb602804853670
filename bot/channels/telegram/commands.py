"""Every command of the bot: its name, what its menu says of it, and the words it stands for."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

UPDATE, START, ASK, ABOUT = "update", "start", "ask", "about"
_STATES = frozenset(
    {"my", "our", "overdue", "late", "blocked", "silent", "open", "due", "done", "unassigned"}
)
_JOINED = re.compile(r"(?:for|of|by|led by|about|on|with|in|that|which|are)\b", re.I)
_COMMAND = re.compile(r"/(?P<name>[A-Za-z0-9_]{1,32})(?:@(?P<bot>\w+))?(?=\s|$)\s*", re.S)


@dataclass(frozen=True, slots=True)
class Command:
    """A command; ``says`` makes the words for the core out of what is typed after it."""

    name: str
    about: str
    says: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Typed:
    """A command as somebody typed it: for which bot (empty: any), and what stands after it."""

    name: str
    bot: str
    rest: str


def typed(text: str) -> Typed | None:
    """The command that a message begins with; None where there is none."""
    found = _COMMAND.match(text)
    if found is None:
        return None
    return Typed(found["name"].lower(), (found["bot"] or "").lower(), text[found.end() :].strip())


def words_of(command: Typed) -> str:
    """What a command says to the core; one that we do not know is taken at its word."""
    known = _BY_NAME.get(command.name)
    return known.says(command.rest) if known else f"{command.name} {command.rest}".strip()


def is_known(name: str) -> bool:
    """Whether it is one of ours."""
    return name in _BY_NAME


def _actions(rest: str) -> str:
    if rest.lower() in _STATES:
        return f"{rest} actions"
    return f"actions {rest}" if not rest or _JOINED.match(rest) else f"actions about {rest}"


def _report(rest: str) -> str:
    return f"report {rest}" if not rest or _JOINED.match(rest) else f"report for {rest}"


def _or(bare: str) -> Callable[[str], str]:
    return lambda rest: rest or bare


def _after(verb: str, bare: str = "") -> Callable[[str], str]:
    return lambda rest: f"{verb} {rest}" if rest else bare or verb


COMMANDS = (
    Command(ASK, "Ask what the documents say", _or("help")),
    Command(UPDATE, "Log how an action is going", _after("update:", "update")),
    Command("actions", "List the actions, or some of them", _actions),
    Command("action", "Show one action with its story", _after("action", "actions")),
    Command("done", "Say that an action is done", _after("done", "my actions")),
    Command("undo", "Take an update back", _after("undo")),
    Command("remind", "Show or set up reminders", _after("remind", "reminders")),
    Command("report", "The board's progress report", _report),
    Command("mydata", "What I hold on you", lambda rest: "my data"),
    Command("forget", "Forget who you are", _after("forget me")),
    Command("status", "How I am, and what waits", lambda rest: "status"),
    Command("help", "What you can say", lambda rest: "help"),
    Command(START, "Begin, or use a code", lambda rest: "help"),
    Command(ABOUT, "What I know, and from when", lambda rest: "about"),
)
_BY_NAME = {command.name: command for command in COMMANDS}
