"""What a crash or a long trouble left undone -> taken up again."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

from bot.channels.once import is_done
from bot.channels.slack.events import loaded
from bot.channels.slack.intake import Intake, loaded_interaction
from bot.channels.slack.parts import Parts
from bot.channels.slack.talking import Talking

_KEPT = timedelta(days=60)  # that we know what came in

log = logging.getLogger(__name__)


async def resume(parts: Parts, talking: Talking, intake: Intake, lease: timedelta) -> None:
    """Take up what was begun so long ago and never finished. Raises StorageError."""
    now = datetime.now(UTC)
    await parts.work.note(parts.arrivals.forget, now - _KEPT)
    for key, content in await parts.work.note(parts.arrivals.take, now, lease, parts.prefix):
        if not content:  # it is of no use to anybody now
            await is_done(parts, key)
            continue
        log.warning("%s was not finished; taken up again", key)
        done = loaded_interaction(content)
        doing = intake.see_to(done) if done else talking.see_to(loaded(content), again=True)
        parts.work.begin(doing)
