"""The configuration and the environment -> what the doctor says of Telegram."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.app import existing_register
from bot.channels.finding import Finding
from bot.channels.telegram.settings import Settings
from bot.config import Config
from bot.core.errors import BotError, ConfigError


def telegram_checks(config: Config, environment: Mapping[str, str]) -> Iterator[Finding]:
    """Each thing that was looked at; none without a token."""
    from bot.serving import telegram_settings

    try:
        settings = telegram_settings(config, environment)
    except ConfigError as error:
        yield Finding("telegram", False, str(error), "see docs/telegram.md for where it comes from")
        return
    if settings is not None:
        yield from _found(config, settings)


def _found(config: Config, settings: Settings) -> Iterator[Finding]:
    from bot.channels.telegram.doctor import look  # late: with its library, as others need none

    try:
        register = existing_register(config)
        if register is None:
            found = look(settings)
        else:
            with register:
                found = look(settings, register.members)
    except BotError:  # that the register is no good is told by a check of its own
        found = look(settings)
    yield from found
