"""The action plan that a document holds -> lines and JSON that show it as it was found."""

from __future__ import annotations

from collections.abc import Iterator

from bot.commands.progress import counted
from indexer.actions.plan import FoundAction, FoundObjective, FoundPlan, Place

_FIELDS = ("timescale", "lead", "progress", "future_reporting", "status")
_SAID = ("When", "Who", "Progress", "Future reporting", "Status")
_PLACE = ("headings", "page", "start", "end")
_ROW = ("table", "row", "paragraph", "original")


def as_json(plan: FoundPlan, name: str) -> dict[str, object]:
    """All of it, with the exact place of each action in the file of this name."""
    return {
        "document": name,
        "title": plan.title,
        "area": plan.area,
        "edition": plan.edition,
        "objectives": [
            {
                "name": objective.name,
                "where": _where(objective.place, _PLACE),
                "actions": [*map(_action, objective.actions)],
            }
            for objective in plan.objectives
        ],
        "counts": {
            "objectives": len(plan.objectives),
            "actions": plan.actions,
            "sub_actions": plan.sub_actions,
        },
        "unused_columns": plan.unused,
        "problems": [{"where": one.where, "what": one.what} for one in plan.problems],
    }


def _action(action: FoundAction) -> dict[str, object]:
    return {
        "text": action.text,
        "reference": action.reference,
        **{name: getattr(action, name) for name in _FIELDS},
        "where": _where(action.place, _PLACE + _ROW),
        "actions": [*map(_action, action.parts)],
    }


def lines(plan: FoundPlan, name: str) -> Iterator[str]:
    """For people: by objective, each action with what is said of it, and then what is amiss."""
    yield f"{plan.title} ({name})"
    number = 0
    for objective in plan.objectives:
        yield f"\n{_heading(objective)}"
        for action in objective.actions:
            number += 1
            yield from _listed(action, str(number), "  ")
    if plan.actions:
        yield f"\n{_summary(plan)}"
    yield from amiss(plan)


def amiss(plan: FoundPlan) -> Iterator[str]:
    """What was not taken over, and what could not be made out."""
    if plan.unused:
        yield f"Columns that were not taken over: {', '.join(plan.unused)}."
    if plan.problems:
        yield "\nWhat could not be made out"
        yield from (f"  {f'{one.where}: ' if one.where else ''}{one.what}" for one in plan.problems)


def _heading(objective: FoundObjective) -> str:
    headings = objective.place.headings
    if objective.name:
        title = objective.name
    else:
        title = f"Under the heading '{headings[-1]}'" if headings else "Under no heading"
    return f"{title} (page {objective.place.page})" if objective.place.page else title


def _listed(action: FoundAction, number: str, indent: str) -> Iterator[str]:
    """An action with its number in the plan, what is said of it, and its parts."""
    inner = indent + " " * (len(number) + 2)
    yield f"{indent}{number}. {_indented(action.text, inner)}"
    for name, field in zip(_SAID, _FIELDS, strict=True):
        if said := getattr(action, field):
            yield f"{inner}{name}: {_indented(said, f'{inner}  ')}"
    if action.place.described:
        yield f"{inner}Where: {action.place.described}"
    for place, part in enumerate(action.parts, 1):
        yield from _listed(part, f"{number}.{place}", inner)


def _indented(text: str, indent: str) -> str:
    return text.replace("\n", f"\n{indent}")


def _summary(plan: FoundPlan) -> str:
    actions = [action for objective in plan.objectives for action in objective.actions]
    said = counted(plan.actions, "action")
    if plan.sub_actions:
        said += f" and {counted(plan.sub_actions, 'sub-action')}"
    named = sum(bool(objective.name) for objective in plan.objectives)
    if named:
        said += f" under {counted(named, 'objective')}"
    for name in ("timescale", "lead"):
        lacking = sum(not getattr(action, name) for action in actions)
        if lacking:
            said += f"; {lacking} {'has' if lacking == 1 else 'have'} no {name}"
    return f"{said}."


def _where(place: Place, names: tuple[str, ...]) -> dict[str, object]:
    return {name: getattr(place, name) for name in names}
