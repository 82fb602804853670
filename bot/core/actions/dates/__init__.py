"""Dates as people type them in team chat, in the United Kingdom."""

from bot.core.actions.dates.roles import DateRole
from bot.core.actions.dates.said import SaidDate, dates_in, due_in
from bot.core.actions.dates.timescales import due_of_timescale

__all__ = ["DateRole", "SaidDate", "dates_in", "due_in", "due_of_timescale"]
