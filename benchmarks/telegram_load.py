"""50 people who ask at once in Telegram, for two minutes: answers, and how the loop stood still.

    python benchmarks/telegram_load.py
    python benchmarks/telegram_load.py --people 10 --seconds 20 --config config.yaml

The channel runs in a process of its own, over the real index and model (built first if need be);
the server of the tests is Telegram. Each person asks in private, waits for the answer, and asks on.
Goals: every update taken within 3 s, nothing lost, nothing answered twice, the event loop never
blocked for over 100 ms. On a machine that is busy with other things the loop is late without being
blocked: both are printed.
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
from bot.channels.telegram.service import TelegramChannel  # noqa: E402
from bot.channels.telegram.settings import Settings  # noqa: E402
from bot.commands.progress import watching  # noqa: E402
from bot.config import load_config  # noqa: E402
from tests.telegram.bot_here import close_stores, open_stores  # noqa: E402
from tests.telegram_server import TelegramServer  # noqa: E402
from tests.telegram_server.messages import Message  # noqa: E402

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
FIRST = 500_000_000  # the id of the first person


@dataclass
class Person:
    """Somebody who asks, and what they wait for an answer to."""

    user: int
    asked: Message | None = None
    count: int = 0


def main() -> None:
    options = parsed()
    if options.serve:
        serve(options)
        return
    with TelegramServer() as telegram, serving(telegram, options) as bot:
        telegram.await_polling(deadline=PATIENCE)
        crowd = [Person(FIRST + number) for number in range(options.people)]
        waits, takes = talk(telegram, crowd, options.seconds)
        bot.terminate()
        stood = json.loads(bot.communicate(timeout=60)[0].splitlines()[-1])
        sent = len([call for call in telegram.calls("sendMessage") if call.ok])
    lost, asked = sum(person.asked is not None for person in crowd), sum(p.count for p in crowd)
    print(f"people        {options.people} for {options.seconds} s")
    print(f"answers       {len(waits)}, {len(waits) / options.seconds:.1f} a second; lost {lost}")
    print(f"messages      {sent} for {asked} questions")
    print(f"taken, s      {spread(takes)}")
    print(f"answer, s     {spread(waits)}")
    print(f"loop late     p99.9 {stood['p999']:.0f} ms, at most {stood['most']:.0f} ms")
    print(f"loop blocked  at most {stood['ours']:.0f} ms, while the process had a processor")


def talk(
    telegram: TelegramServer, crowd: Sequence[Person], seconds: float
) -> tuple[list[float], list[float]]:
    """Let people ask; how long each waited for an answer, and until their question was taken."""
    for person in crowd:
        telegram.add_user(person.user, name=f"Person {person.user}")
    waits: list[float] = []
    taken: dict[int, float] = {}
    end = time.monotonic() + seconds
    while time.monotonic() < end + PATIENCE:
        for person in crowd:
            if person.asked:
                heard(telegram, person, waits)
            if not person.asked and time.monotonic() < end:
                ask(telegram, person)
        note_taken(telegram, taken)
        if time.monotonic() > end and not any(person.asked for person in crowd):
            break
        time.sleep(LOOK)
    return waits, list(taken.values())


def note_taken(telegram: TelegramServer, taken: dict[int, float]) -> None:
    """How long each update that is confirmed by now waited for that, at most."""
    now = time.monotonic()
    for update in telegram.updates:
        if update.confirmed:
            taken.setdefault(update.id, now - update.at)


def ask(telegram: TelegramServer, person: Person) -> None:
    person.count += 1
    words = QUESTIONS[(person.count + person.user) % len(QUESTIONS)]
    person.asked = telegram.dm(words, user=person.user)


def heard(telegram: TelegramServer, person: Person, waits: list[float]) -> None:
    asked = person.asked
    assert asked is not None
    answers = [one for one in telegram.messages(person.user) if one.reply_to == asked.id]
    if answers:
        waits.append(answers[0].at - asked.at)
        person.asked = None


@contextmanager
def serving(
    telegram: TelegramServer, options: argparse.Namespace
) -> Iterator[subprocess.Popen[str]]:
    """The channel in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, "--serve", "--config", str(options.config)]
        command += ["--folder", folder, "--api", telegram.api_url, "--token", telegram.token]
        command += ["--people", str(options.people)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def serve(options: argparse.Namespace) -> None:
    """The child: serve until SIGTERM, then print how long the loop stood still."""
    config = load_config(options.config)
    people = tuple(str(FIRST + number) for number in range(options.people))
    settings = Settings(options.api, options.token, readers=people)
    stores = open_stores(f"sqlite:///{options.folder}/load.db")
    with watching() as watcher:
        assistant, _ = open_assistant(config, watcher)
    late = asyncio.run(watched(TelegramChannel(settings, assistant, stores)))
    close_stores(stores)
    waits = [wait for wait, _ in late]
    ours = max(min(wait, busy) for wait, busy in late)
    told = {"p999": share(waits, 0.999) * 1e3, "most": max(waits) * 1e3, "ours": ours * 1e3}
    print(json.dumps(told), flush=True)


async def watched(channel: TelegramChannel) -> list[tuple[float, float]]:
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
    for name in ("--folder", "--api", "--token"):
        parser.add_argument(name, help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
