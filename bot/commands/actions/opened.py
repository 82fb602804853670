"""The register as a command needs it: opened, and asked for a plan or an action by its id."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from datetime import UTC, date, datetime
from tempfile import TemporaryDirectory

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot import app
from bot.config import Config
from bot.core.errors import UsageError
from bot.core.ports import Register
from bot.core.register import Action, Plan

NO_PLANS = "there is no action plan yet. 'compactbot actions import FILE' takes one in."


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def today(config: Config) -> date:
    """This day, where the configuration says that we are."""
    return now().astimezone(config.assistant.zone).date()


def existing_register(config: Config) -> AbstractContextManager[Register | None]:
    """The register; None where there is no database yet, and none is made. Raises StorageError."""
    return app.existing_register(config) or nullcontext()


@contextmanager
def register_or_empty(config: Config) -> Iterator[Register]:
    """The register; an empty one, gone afterwards, where there is none. Raises StorageError."""
    with existing_register(config) as register:
        if register is not None:
            yield register
            return
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/register.db"
        elsewhere = replace(config, database=replace(config.database, url=url))
        with app.open_register(elsewhere) as empty:
            yield empty


@contextmanager
def register_with_plans(config: Config) -> Iterator[Register]:
    """The register. Raises UsageError where it holds no plan, or StorageError."""
    with existing_register(config) as register:
        if register is None or not register.plans():
            raise UsageError(NO_PLANS)
        yield register


def plan_named(plans: Iterable[Plan], named: str) -> Plan:
    """A plan by its id, in capitals or not. Raises UsageError, with the plans that there are."""
    ids = {plan.id: plan for plan in plans}
    plan = ids.get(named.strip().upper())
    if plan is None:
        known = ", ".join(f"{one.id} ({one.title})" for one in ids.values())
        raise UsageError(f"there is no plan {named}. There is: {known or 'none yet'}.")
    return plan


def action_named(actions: Collection[Action], named: str) -> Action:
    """An action by its id, in capitals or not. Raises UsageError, with the nearest id."""
    ids = {action.id: action for action in actions}
    action = ids.get(named.strip().upper())
    if action is None:
        near = process.extractOne(named.strip().upper(), list(ids), scorer=OSA.distance)
        nearest = f" The nearest id is {near[0]}." if near else ""
        raise UsageError(
            f"there is no action {named}; 'compactbot actions list' shows them.{nearest}"
        )
    return action
