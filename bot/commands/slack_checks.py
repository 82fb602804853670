"""The configuration and the environment -> what the doctor says of Slack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bot.channels.finding import Finding
from bot.config import Config
from bot.core.errors import ConfigError


def slack_checks(config: Config, environment: Mapping[str, str]) -> Iterator[Finding]:
    """Each thing that was looked at; none without a token."""
    from bot.channels.slack.doctor import look  # late: with its SDK, which others need not wait for
    from bot.serving import slack_settings

    try:
        settings = slack_settings(config, environment)
    except ConfigError as error:
        yield Finding("slack", False, str(error), "see docs/slack.md for where it comes from")
        return
    if settings is not None:
        yield from look(settings)
