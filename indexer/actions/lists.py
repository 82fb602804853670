"""Lists and labelled prose -> actions: "We will take the following actions:", "Action 3: ..."."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from indexer.actions.headings import (
    announces,
    intends,
    is_under_plan,
    names_actions,
    names_objective,
    names_plan,
    objective_above,
    reads_as_action,
)
from indexer.actions.items import LABELLED, OpenAction, begin, detail_of, details_of
from indexer.actions.plan import (
    Found,
    FoundAction,
    FoundObjective,
    Place,
    Problem,
    objective_named,
    place_of,
)
from indexer.types import Block, Document, Role, Section

_MOSTLY = 0.5
_DEEPEST = 8  # lists within lists that are told apart
_NO_LEAD_IN = (
    "there is a list below a heading that speaks of actions, but neither its lead-in nor its items"
    " read as actions. If they are, introduce them with 'We will take the following actions:'."
)


class ListActions:
    """Takes the actions out of the lists and the labelled prose of a document.

    ``problems`` are what was in the way; ``passed`` are lists that may hold actions but do not say
    so.
    """

    def __init__(self, document: Document) -> None:
        self._document = document
        self._text = document.text
        self.problems: list[Problem] = []
        self.passed: list[Problem] = []

    def found(self, sections: Sequence[Section]) -> list[Found]:
        """The actions with their objectives, in order; parts are inside their actions."""
        made: list[tuple[FoundObjective, OpenAction]] = []
        above: tuple[str, ...] = ()
        end = 0  # of the section before
        last: OpenAction | None = None  # of those that are headings
        for section in sections:
            for one in self._headed(section, above, end):
                made.append((self._objective(section, one.action.place), one))
                last = one
            inner = bool(section.headings) and bool(LABELLED.match(section.headings[-1]))
            own = last if inner else None
            made += self._in_section(section, own)
            above, end = section.headings, section.blocks[-1].end
        return [(objective, one.closed()) for objective, one in made]

    def _headed(self, section: Section, above: tuple[str, ...], end: int) -> Iterator[OpenAction]:
        """The actions that are headings of this section and not of the one above."""
        first = section.blocks[0]
        place = replace(place_of(self._document, section, first), paragraph="")
        for depth, heading in enumerate(section.headings):
            labelled = LABELLED.match(heading)
            at = self._text.find(heading, end, first.start)
            if not labelled or section.headings[: depth + 1] == above[: depth + 1] or at < 0:
                continue
            start, end = at + labelled.end(), at + len(heading)
            here = replace(
                place,
                start=start,
                end=end,
                headings=section.headings[:depth],
                page=self._document.page(at),
            )
            yield OpenAction(
                FoundAction(self._text[start:end], here, reference=labelled[1] or ""), -1
            )

    def _in_section(
        self, section: Section, opened: OpenAction | None
    ) -> Iterator[tuple[FoundObjective, OpenAction]]:
        """The actions in the text of a section; ``opened`` is the one that its heading is."""
        objective = ""
        straight = opened is not None  # nothing but details stands between it and this
        listing = False  # what is open is of a list, which may go on
        blocks = [b for b in section.blocks if b.role is not Role.FOOTNOTE]
        at = 0
        while at < len(blocks):
            block, said = blocks[at], self._said(blocks[at])
            run = self._list_at(blocks, at)
            labelled = None if block.cell else LABELLED.match(said)
            made: list[OpenAction] = []
            if labelled:
                made, run = [begin(self._document, section, block, labelled)], []
                listing = False
            elif opened and (details := self._told_in(block)):
                opened.tell(details)
                run = []
            elif opened and run and straight and opened.action.text.endswith(":"):
                self._nest(opened, section, run)
            elif run and (listing or self._holds_actions(section, run, self._lead(blocks, at))):
                made = self._listed(section, run)
                listing = True
            else:
                opened = None if listing else opened
                straight = listing = False
                objective = said if names_objective(said) and not run else objective
            for one in made:
                yield self._objective(section, one.action.place, objective), one
            opened, straight = (made[-1], True) if made else (opened, straight)
            at += len(run) or 1

    def _told_in(self, block: Block) -> list[tuple[str, str]]:
        """What a block tells of the action above it."""
        if not block.cell:
            return details_of(self._said(block))
        line = self._text.rfind("\n", 0, block.start) + 1  # with its bullet
        return detail_of(block.cell, self._text[line : block.end])

    def _list_at(self, blocks: Sequence[Block], at: int) -> list[Block]:
        """The list that begins there, with what is nested in it."""
        first = blocks[at]
        if first.role is not Role.ITEM or first.cell:
            return []
        run = [first]
        for block in blocks[at + 1 :]:
            other = block.level <= first.level and block.group != first.group
            if block.role is not Role.ITEM or block.cell or other:
                break
            run.append(block)
        return run

    def _lead(self, blocks: Sequence[Block], at: int) -> str:
        """What introduces a list: its lead-in, or else the paragraph before it."""
        lead = blocks[at].lead
        if lead:
            return self._text[slice(*lead)]
        before = blocks[at - 1] if at else None
        return self._said(before) if before and before.role is Role.PARAGRAPH else ""

    def _holds_actions(self, section: Section, run: Sequence[Block], lead: str) -> bool:
        if section.headings and "recommend" in section.headings[-1].lower():
            return False
        if announces(lead):
            return True
        if not section.headings or not is_under_plan(section.headings):
            return False
        outer = [self._said(block) for block in run if block.level == run[0].level]
        alike = sum(map(reads_as_action, outer)) >= _MOSTLY * len(outer)
        if intends(lead) if run[0].lead else alike:
            return True
        self.passed.append(Problem.at(place_of(self._document, section, run[0]), _NO_LEAD_IN))
        return False

    def _listed(self, section: Section, run: Sequence[Block]) -> list[OpenAction]:
        """The outermost items of a list as actions."""
        root = OpenAction(FoundAction("", Place(0, 0)), run[0].level - 1)
        self._nest(root, section, run)
        return root.parts

    def _nest(self, root: OpenAction, section: Section, run: Sequence[Block]) -> None:
        """Put the items of a list below an action: each under the one that it is nested in."""
        bulleted = {block.level for block in run if self._has_bullet(block)}
        path = [root]
        for block in run:
            while path[-1].level > block.level or len(path) > _DEEPEST:
                path.pop()
            again = block.level in bulleted and not self._has_bullet(block)
            if again and path[-1].level == block.level and path[-1] is not root:
                self._continue(path[-1], section, block)
                continue
            while len(path) > 1 and path[-1].level >= block.level:
                path.pop()
            details = details_of(self._said(block))
            if details and path[-1].action.text:
                path[-1].tell(details)
            else:
                path.append(begin(self._document, section, block))
                path[-2].parts.append(path[-1])

    def _has_bullet(self, block: Block) -> bool:
        return block.start > 0 and self._text[block.start - 1] != "\n"

    def _continue(self, opened: OpenAction, section: Section, block: Block) -> None:
        """A further paragraph of an item: it tells when or who, or belongs to its text."""
        details = details_of(self._said(block))
        place = opened.action.place
        if details:
            opened.tell(details)
        elif place.end + 1 == block.start:
            text = self._text[place.start : block.end]
            opened.action = replace(opened.action, text=text, place=replace(place, end=block.end))
        else:
            what = f"a part of its action stands apart and was left out: '{self._said(block)}'"
            self.problems.append(Problem.at(place_of(self._document, section, block), what))

    def _objective(self, section: Section, place: Place, named: str = "") -> FoundObjective:
        """What the actions of a section are for, where a heading or a paragraph says it."""
        headings = place.headings
        inner = objective_above(headings, self._document.title)
        below = any(names_plan(h) or names_actions(h) for h in headings[:-1])
        is_named = bool(inner) and (names_objective(inner) or reads_as_action(inner))
        name = named or (inner if is_named or below else "")
        return objective_named(self._document, name, place)

    def _said(self, block: Block) -> str:
        return self._text[block.start : block.end]
