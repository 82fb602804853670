"""The objectives of a document, and those of the plan -> the objectives as they will be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.core.plans.likeness import exact
from bot.core.register import Action, Objective


def objectives_of(
    plan: str, names: Sequence[str], was_in: Sequence[Sequence[str]], old: Sequence[Objective]
) -> list[Objective]:
    """An objective for each name of a document, in its order.

    It is the old one of the same name, or else that from which most of its actions came: then it
    was renamed. ``was_in`` are the old objectives (ids) of the actions below each name.
    """
    left = {one.id: one for one in sorted(old, key=lambda one: one.position)}
    found: dict[int, Objective] = {}
    for place, name in enumerate(names):
        same = next((one for one in left.values() if exact(one.name) == exact(name)), None)
        if same:
            found[place] = left.pop(same.id)
    for place, homes in enumerate(was_in):
        home, most = Counter(homes).most_common(1)[0] if homes else ("", 0)
        if place not in found and home in left and 2 * most > len(homes):
            found[place] = left.pop(home)
    unused = _unused(plan, old)
    return [
        Objective(
            found[place].id if place in found else f"{plan}-{unused + place}",
            plan,
            _name(name, found.get(place)),
            place + 1,
        )
        for place, name in enumerate(names)
    ]


def kept_in(
    objectives: Sequence[Objective], old: Iterable[Objective], actions: Iterable[Action]
) -> tuple[Objective, ...]:
    """The objectives, and behind them those that are gone but still have actions, or had."""
    ids, homes = {one.id for one in objectives}, {action.objective for action in actions}
    gone = [one for one in old if one.id not in ids and one.id in homes]
    behind = enumerate(sorted(gone, key=lambda one: one.position), len(objectives) + 1)
    kept = (Objective(one.id, one.plan, one.name, place) for place, one in behind)
    return (*objectives, *kept)


def _name(name: str, old: Objective | None) -> str:
    return old.name if old and old.name.split() == name.split() else name


def _unused(plan: str, old: Iterable[Objective]) -> int:
    """From here on no number of an objective was ever used."""
    numbers = (one.id.removeprefix(f"{plan}-") for one in old)
    return 1 + max((int(number) for number in numbers if number.isdecimal()), default=0)
