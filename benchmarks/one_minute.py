"""One real minute, end to end: a reminder that is due at the next full minute arrives in Slack and
in Telegram, is answered with a press in each, and the register shows both.

    python benchmarks/one_minute.py

The real program runs (`compactbot run`) over a real database and the clock on the wall; the servers
of the tests are Slack and Telegram. Exit code 1, with what came instead, where anything is missing.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from bot.core.register import Status  # noqa: E402
from bot.storage.register import open_register  # noqa: E402
from tests.conversations.script import PLAN  # noqa: E402
from tests.program import Program, environment, made_in  # noqa: E402
from tests.slack_server import SlackServer  # noqa: E402
from tests.telegram_server import AILSA, SUPERGROUP, TelegramServer  # noqa: E402

CHANNEL = "C0PLANS"
SLACK_ACTION, TELEGRAM_ACTION = "GLE3", "GLE1"
LONDON = ZoneInfo("Europe/London")
STARTS = 120.0  # seconds that the program may take to be ready
ARRIVES = 90.0  # seconds within which a reminder of the next full minute must be there
LEAD = 15  # seconds that must be left before the minute for which it is set


def main() -> int:
    with (
        SlackServer() as slack,
        TelegramServer() as telegram,
        tempfile.TemporaryDirectory() as name,
    ):
        program = with_plan(Path(name))
        due = configured(program, slack, telegram)
        print(f"due at {due:%H:%M:%S} in Slack and in Telegram")
        with running(program, slack, telegram):
            press_both(slack, telegram, due)
            told = wait_for_both(program)
        rows = json.loads(program("deliveries", "--json").out)["rows"]
    states = [(row["reminder"], row["state"], row["late"]) for row in rows]
    print(f"register: {told}")
    print(f"deliveries: {states}")
    fine = [(state, late) for _, state, late in states] == [("sent", False)] * 2
    return 0 if fine and len(told) == 2 else 1


def with_plan(folder: Path) -> Program:
    """The program with papers, an index and the plan of Glenmore."""
    program = made_in(folder)
    shutil.copy(PLAN, folder / "plan.yaml")
    for command in (("actions", "import", "plan.yaml", "--yes"), ("index",)):
        done = program(*command)
        if done.code:
            sys.exit(f"{' '.join(command)}: {done.err}")
    return program


def configured(program: Program, slack: SlackServer, telegram: TelegramServer) -> datetime:
    """Set both reminders for a minute that is far enough ahead for the program to start."""
    due = datetime.now(LONDON).replace(second=0, microsecond=0) + timedelta(minutes=1)
    if (due - datetime.now(LONDON)).total_seconds() < LEAD:
        due += timedelta(minutes=1)
    words = f"weekly {due:%A} {due:%H:%M}".lower()
    config = program.folder / "config.yaml"
    config.write_text(
        f"{config.read_text()}"
        f"reminders:\n  nation: none\n  send:\n"
        f'    - "slack:{CHANNEL} {words}"\n    - "telegram:{SUPERGROUP} {words}"\n'
        f"slack:\n  api_url: {slack.api_url}\n"
        f"telegram:\n  api_url: {telegram.api_url}\n  chats: [{SUPERGROUP}]\n"
        f"  contributors: [{AILSA}]\n"
    )
    return due


@contextmanager
def running(program: Program, slack: SlackServer, telegram: TelegramServer) -> Iterator[None]:
    """``compactbot run``, stopped at the end as a supervisor does."""
    tokens = {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "TELEGRAM_BOT_TOKEN": telegram.token,
    }
    process = subprocess.Popen(
        program.command("run"), cwd=program.folder, env=environment() | tokens
    )
    try:
        slack.await_socket(deadline=STARTS)
        telegram.await_polling()
        yield
        process.terminate()
        if process.wait(60):
            sys.exit(f"the program ended with {process.returncode}")
    finally:
        process.kill()
        process.wait()


def press_both(slack: SlackServer, telegram: TelegramServer, due: datetime) -> None:
    """Wait for both digests, and answer an action in each."""
    digest = slack.await_message(
        CHANNEL, where=lambda m: SLACK_ACTION in m.words and "Done" in m.buttons, deadline=ARRIVES
    )
    print(f"Slack: came {since(due):.1f} s after it was due, with {len(digest.buttons)} buttons")
    button = next(
        b for b in digest.blocks if b.get("block_id", "").startswith(f"item-{SLACK_ACTION}-")
    )
    done = next(e for e in button["elements"] if e["text"]["text"] == "Done")
    slack.press(digest, done["action_id"])
    menu = telegram.await_message(
        SUPERGROUP, where=lambda m: TELEGRAM_ACTION in m.buttons, deadline=ARRIVES
    )
    print(f"Telegram: came {since(due):.1f} s after it was due, with {len(menu.buttons)} buttons")
    opening = telegram.press(menu, TELEGRAM_ACTION)
    telegram.await_answered(opening)
    label = f"{TELEGRAM_ACTION}: On track"
    opened = telegram.await_edit(menu, where=lambda m: label in m.buttons)
    telegram.await_answered(telegram.press(opened, label))


def since(due: datetime) -> float:
    return (datetime.now(LONDON) - due).total_seconds()


def wait_for_both(program: Program) -> dict[str, str]:
    """What the register holds of the two actions, once it holds both."""
    wanted = {SLACK_ACTION: Status.DONE, TELEGRAM_ACTION: Status.IN_PROGRESS}
    end = time.monotonic() + ARRIVES
    with open_register(f"sqlite:///{program.folder}/state/register.db") as register:
        while True:
            found = {one.action: one.change.status for one in register.updates()}
            if found == wanted or time.monotonic() > end:
                return {name: str(status) for name, status in found.items()}
            time.sleep(0.1)


if __name__ == "__main__":
    sys.exit(main())
