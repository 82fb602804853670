"""The board's progress report, and the gaps in the plans, in a chat."""

from __future__ import annotations

from bot.core import report_replies as replies
from bot.core.intents import Wish
from bot.core.reports.build import build_report, records_of
from bot.core.reports.period import default_since
from bot.core.reports.values import Asked, Report
from bot.core.skills.actions import plan_meant
from bot.core.skills.context import Context
from bot.core.skills.desk import desk_of
from bot.core.types import Message, Reply


def report(context: Context, message: Message, wish: Wish) -> Reply:
    """The report since the last one, in short, with its files.

    It does not count as made: that is said by whoever hands it to the board, with the command.
    """
    made = _made(context, message, wish)
    return replies.of_report(made, context.publish(made) if context.publish else ())


def gaps(context: Context, message: Message, wish: Wish) -> Reply:
    """What neither the plan nor an update says of the open actions."""
    return replies.of_gaps(_made(context, message, wish))


def _made(context: Context, message: Message, wish: Wish) -> Report:
    desk = desk_of(context)
    records = records_of(desk.register)
    named = wish.said.get("which", "")
    plan = plan_meant(named, records.plans) if named else None
    plans = (plan.id,) if plan else ()
    today = context.today()
    asked = Asked(
        since=default_since(records.runs, plans, today),
        until=today,
        today=today,
        zone=context.zone,
        plans=plans,
        rules=context.rules,
        title=context.report_title,
    )
    return build_report(records, asked)
