"""50 people who ask at once in Slack, for two minutes: acks, answers, and how the loop stood still.

    python benchmarks/slack_load.py
    python benchmarks/slack_load.py --people 10 --seconds 20 --config config.yaml

The channel runs in a process of its own, over the real index and model (built first if need be);
the server of the tests is Slack. Each person asks in a direct message, waits for the answer, and
asks on.
Goals: every ack within 3 s, nothing lost, the event loop never blocked for over 100 ms. On a
machine that is busy with other things the loop is late without being blocked: both are printed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from bot.app import open_assistant  # noqa: E402
from bot.channels.slack.service import SlackChannel  # noqa: E402
from bot.channels.slack.settings import Settings, Tokens  # noqa: E402
from bot.commands.progress import watching  # noqa: E402
from bot.config import load_config  # noqa: E402
from bot.storage.arrivals import open_arrivals  # noqa: E402
from tests.slack_server import SlackServer  # noqa: E402

QUESTIONS = (
    "who signs the compact?",
    "how much notice is given before funding ends?",
    "what does it say about volunteers?",
    "how long should a written consultation be?",
    "how are disagreements resolved?",
    "what are the principles?",
    "how are grants paid?",
)
LOOK = 0.05  # seconds between two looks at what came
BEAT = 0.01  # seconds that the loop is asked to sleep
PATIENCE = 120.0  # seconds after the end in which what was asked must be answered


@dataclass
class Person:
    """Somebody who asks: where, what they wait for, and since when."""

    user: str
    channel: str = ""
    asked: str = ""
    since: float = 0.0
    count: int = 0


def main() -> None:
    options = parsed()
    if options.serve:
        serve(options)
        return
    with SlackServer() as slack, serving(slack, options) as bot:
        slack.await_socket(deadline=PATIENCE)
        waits, lost = talk(slack, options.people, options.seconds)
        bot.terminate()
        stood = json.loads(bot.communicate(timeout=60)[0].splitlines()[-1])
        acks = [ack.seconds for ack in slack.acks]
    print(f"people        {options.people} for {options.seconds} s")
    print(f"answers       {len(waits)}, {len(waits) / options.seconds:.1f} a second; lost {lost}")
    print(f"ack, s        {spread(acks)}")
    print(f"answer, s     {spread(waits)}")
    print(f"loop late     p99.9 {stood['p999']:.0f} ms, at most {stood['most']:.0f} ms")
    print(f"loop blocked  at most {stood['ours']:.0f} ms, while the process had a processor")


def talk(slack: SlackServer, people: int, seconds: float) -> tuple[list[float], int]:
    """Let people ask; how long each waited for an answer, and how many never got one."""
    crowd = [Person(f"U0LOAD{number}") for number in range(people)]
    for person in crowd:
        slack.add_user(person.user, name=person.user.lower())
    waits: list[float] = []
    end = time.monotonic() + seconds
    while time.monotonic() < end + PATIENCE:
        for person in crowd:
            if person.asked:
                heard(slack, person, waits)
            if not person.asked and time.monotonic() < end:
                ask(slack, person)
        if time.monotonic() > end and not any(person.asked for person in crowd):
            break
        time.sleep(LOOK)
    return waits, sum(bool(person.asked) for person in crowd)


def ask(slack: SlackServer, person: Person) -> None:
    person.count += 1
    words = QUESTIONS[(person.count + int(person.user[6:])) % len(QUESTIONS)]
    message = slack.dm(words, user=person.user)
    person.channel, person.asked, person.since = message.channel, message.ts, message.at


def heard(slack: SlackServer, person: Person, waits: list[float]) -> None:
    answers = slack.messages(person.channel, person.asked)[1:]
    if answers:
        waits.append(answers[0].at - person.since)
        person.asked = ""


@contextmanager
def serving(slack: SlackServer, options: argparse.Namespace) -> Iterator[subprocess.Popen[str]]:
    """The channel in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, "--serve", "--config", str(options.config)]
        command += ["--folder", folder, "--api", slack.api_url]
        command += ["--tokens", slack.bot_token, slack.app_token]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def serve(options: argparse.Namespace) -> None:
    """The child: serve until SIGTERM, then print how long the loop stood still."""
    config = load_config(options.config)
    tokens = Tokens(*options.tokens)
    with open_arrivals(f"sqlite:///{options.folder}/load.db") as arrivals:
        with watching() as watcher:
            assistant, _ = open_assistant(config, watcher)
        channel = SlackChannel(Settings(options.api, tokens), assistant, arrivals)
        late = asyncio.run(watched(channel))
    waits = [wait for wait, _ in late]
    ours = max(min(wait, busy) for wait, busy in late)
    told = {"p999": share(waits, 0.999) * 1e3, "most": max(waits) * 1e3, "ours": ours * 1e3}
    print(json.dumps(told), flush=True)


async def watched(channel: SlackChannel) -> list[tuple[float, float]]:
    """Each delay of the loop, and how much our process computed in it, in seconds."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    late = [(0.0, 0.0)]
    loop.add_signal_handler(signal.SIGTERM, stop.set)

    async def watch() -> None:
        while True:
            began, busy = loop.time(), time.process_time()
            await asyncio.sleep(BEAT)
            late.append((loop.time() - began - BEAT, time.process_time() - busy))

    watching_loop = asyncio.create_task(watch())
    await channel.run(stop, lambda _: None)
    watching_loop.cancel()
    return late


def spread(values: Sequence[float]) -> str:
    middle, most = share(values, 0.5), max(values)
    return f"p50 {middle:.2f}  p95 {share(values, 0.95):.2f}  max {most:.2f}"


def share(values: Sequence[float], part: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--config", type=Path, default=REPOSITORY / "config.yaml")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    for name in ("--folder", "--api"):
        parser.add_argument(name, help=argparse.SUPPRESS)
    parser.add_argument("--tokens", nargs=2, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
