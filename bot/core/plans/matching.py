"""Actions of a plan as a document has them, and as the register has them -> which are the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.core.plans.assignment import Pair, best_pairs
from bot.core.plans.likeness import Likeness, exact
from bot.core.register import Action, DraftAction, DraftPlan, Wording

# How alike two wordings must be to be the same action; measured, see likeness.py. What went out of
# the plan comes back only for nearly the same words: it may have made way for its like.
_ALIKE, _ALIKE_IN_PLACE, _ALIKE_TO_RETIRED = 0.6, 0.4, 0.85
_SAME_OBJECTIVE, _SAME_REFERENCE, _SAME_PLACE = 0.05, 0.1, 0.01  # hints, on top of that


@dataclass(frozen=True, slots=True)
class Entry:
    """An action of a document in its place: under which objective, and a part of which entry.

    ``objective`` and ``part_of`` count from 0 in the document.
    """

    draft: DraftAction
    objective: int
    part_of: int | None = None

    @property
    def text(self) -> str:
        """What is to be done."""
        return self.draft.wording.text

    @property
    def reference(self) -> str:
        """Its number in the document."""
        return self.draft.wording.reference


@dataclass(frozen=True, slots=True)
class Known:
    """An action of the register with its objective's name, and what a document said of it last.

    ``imported`` is None where no document ever named it: somebody added it by hand.
    """

    action: Action
    objective: str
    imported: Wording | None

    @property
    def texts(self) -> tuple[str, ...]:
        """Its words as they stand, and as the document last had them if they were edited since."""
        texts = (self.action.text, self.imported.text if self.imported else "")
        return tuple(dict.fromkeys(filter(None, texts)))

    @property
    def references(self) -> frozenset[str]:
        """What a document may call it by: its number there, or its id in one of our exports."""
        numbers = (self.action.id, self.action.wording.reference)
        return frozenset(map(exact, filter(None, numbers)))


def entries(plan: DraftPlan) -> list[Entry]:
    """All actions of a document, in order, each part behind the action that it is a part of."""
    found: list[Entry] = []
    for place, objective in enumerate(plan.objectives):
        for action in objective.actions:
            _add(found, action, place, None)
    return found


def _add(found: list[Entry], action: DraftAction, objective: int, part_of: int | None) -> None:
    found.append(Entry(action, objective, part_of))
    place = len(found) - 1
    for part in action.parts:
        _add(found, part, objective, place)


def same_actions(
    entries: Sequence[Entry], objectives: Sequence[str], known: Sequence[Known]
) -> dict[int, int]:
    """Which entry is which known action, by their places.

    By the id in an export of ours; by the same words; by what fits best as a whole, where the same
    number or objective is a hint; and then by the place between those that were found. What was
    retired is looked at last. ``objectives`` are the names in the document.
    """
    pairs = _Pairs(entries, [exact(name) for name in objectives], known)
    pairs.take(pairs.by_id())
    pairs.take(best_pairs(pairs.of_same_words(retired=False)))
    pairs.take(best_pairs(pairs.alike(retired=False)))
    pairs.take(pairs.in_the_same_place())
    pairs.take(best_pairs(pairs.of_same_words(retired=True)))
    pairs.take(best_pairs(pairs.alike(retired=True)))
    return pairs.found


class _Pairs:
    """The pairs that were found so far, and what may be one of those that are left."""

    def __init__(
        self, entries: Sequence[Entry], objectives: Sequence[str], known: Sequence[Known]
    ) -> None:
        self._entries, self._objectives, self._known = entries, objectives, known
        self._homes = [exact(one.objective) for one in known]
        self._references = [one.references for one in known]
        self._texts = [one.texts for one in known]
        live = [one.action.retired is None for one in known]
        self._ranks = [live[:place].count(is_live) for place, is_live in enumerate(live)]
        texts = [entry.text for entry in entries] + [text for one in self._texts for text in one]
        self._likeness = Likeness(texts)
        self.found: dict[int, int] = {}

    def take(self, pairs: Iterable[Pair]) -> None:
        self.found.update(pairs)

    def by_id(self) -> Iterator[Pair]:
        ids = {one.action.id: place for place, one in enumerate(self._known)}
        for place, entry in enumerate(self._entries):
            if entry.reference in ids:
                yield place, ids.pop(entry.reference)

    def of_same_words(self, *, retired: bool) -> dict[Pair, float]:
        """Pairs with the same words, scored so that the nearest of several copies is taken."""
        keys: dict[str, list[int]] = {}
        for place in self._left(retired=retired):
            for text in {exact(text) for text in self._texts[place]}:
                keys.setdefault(text, []).append(place)
        return {
            (new, old): 1 + self._hints(new, old) + self._nearness(new, old)
            for new in self._new()
            for old in keys.get(exact(self._entries[new].text), ())
        }

    def alike(self, *, retired: bool) -> dict[Pair, float]:
        """Pairs that are alike enough, and how much they are."""
        return {
            (new, old): score
            for new in self._new()
            for old in self._left(retired=retired)
            if (score := self._score(new, old, retired=retired))
        }

    def in_the_same_place(self) -> list[Pair]:
        """Pairs that stand between the same neighbours, and are somewhat alike."""
        live = [at for at, one in enumerate(self._known) if one.action.retired is None]
        was = {old: new for new, old in self.found.items()}
        new = _gaps([self.found.get(place) for place in range(len(self._entries))])
        old = _gaps([at if at in was else None for at in live])
        return [
            (mine, live[theirs])
            for between, places in new.items()
            if len(places) == len(old.get(between, ()))
            for mine, theirs in zip(places, old[between], strict=True)
            if self._alike(mine, live[theirs]) >= _ALIKE_IN_PLACE
        ]

    def _alike(self, new: int, old: int) -> float:
        text = self._entries[new].text
        return max(self._likeness.of(text, other) for other in self._texts[old])

    def _score(self, new: int, old: int, *, retired: bool) -> float:
        alike = self._alike(new, old)
        least = _ALIKE_TO_RETIRED if retired else _ALIKE
        if self._same_reference(new, old):
            least = min(least, _ALIKE_IN_PLACE)
        if alike + _SAME_OBJECTIVE * self._same_objective(new, old) < least:
            return 0.0
        return alike + self._hints(new, old) + self._nearness(new, old)

    def _hints(self, new: int, old: int) -> float:
        by_objective = _SAME_OBJECTIVE * self._same_objective(new, old)
        return by_objective + _SAME_REFERENCE * self._same_reference(new, old)

    def _nearness(self, new: int, old: int) -> float:
        """The nearer in the order, the more; by squares, so that copies do not change places."""
        far = (new - self._ranks[old]) / (len(self._entries) + len(self._known))
        return _SAME_PLACE * (1 - far * far)

    def _same_objective(self, new: int, old: int) -> bool:
        """Only where there are several: else it says nothing."""
        home = self._objectives[self._entries[new].objective]
        return len(self._objectives) > 1 and home == self._homes[old]

    def _same_reference(self, new: int, old: int) -> bool:
        return exact(self._entries[new].reference) in self._references[old]

    def _new(self) -> list[int]:
        return [place for place in range(len(self._entries)) if place not in self.found]

    def _left(self, *, retired: bool) -> list[int]:
        taken = {*self.found.values()}
        return [
            place
            for place, one in enumerate(self._known)
            if place not in taken and (one.action.retired is not None) == retired
        ]


def _gaps(row: Sequence[int | None]) -> dict[tuple[int, int], list[int]]:
    """The places that hold None, by what stands before and behind them; -1 is nothing."""
    gaps: dict[tuple[int, int], list[int]] = {}
    before, waiting = -1, list[int]()
    for place, held in enumerate([*row, -1]):
        if held is None:
            waiting.append(place)
            continue
        if waiting:
            gaps[before, held] = waiting
        before, waiting = held, []
    return gaps
