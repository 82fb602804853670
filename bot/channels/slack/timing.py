"""How long the channel waits for what, in seconds."""

from __future__ import annotations

from dataclasses import dataclass

from bot.channels.slack.sending import PATIENCE


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds: of one call, of all attempts of one, of the start and of the end.

    ``sweep`` is the time between two looks for what was left undone, ``lease`` how long something
    may be seen to before it counts as left; it must be longer than all attempts of a call.
    ``silence`` is after how long without a word from Slack another connection is made, to be sure;
    ``drain`` how long the old one may still bring what was on its way.
    """

    call: float = 10.0
    attempts: float = PATIENCE
    start: float = 300.0
    finish: float = 25.0
    sweep: float = 60.0
    lease: float = 240.0
    silence: float = 120.0
    drain: float = 30.0


USUAL = Timing()
