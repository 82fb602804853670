"""A plan of invented Glenmore, and what messages about it are held against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from bot.core.register import Action, Plan, Wording
from bot.core.updates.finder import Finder
from bot.core.updates.proposals import Scope
from indexer.glossary import Acronym, Glossary
from indexer.meaning import Meaning
from tests.fakes import WordEmbedder

TODAY = date(2026, 11, 22)  # a Sunday
GLENMORE = Plan("GL", "Glenmore Action Plan", "Glenmore")
STRATHFINN = Plan("SF", "Strathfinn Action Plan", "Strathfinn")
GLOSSARY = Glossary.of(
    (Acronym("GVF", ("Glenmore Voluntary Forum",)), Acronym("FCR", ("full cost recovery",))),
    (("cash", ("grant", "funding")), ("have a say", ("consultation",)), ("kids", ("children",))),
)
TEXTS = {
    "GL1": "Publish a walking map of the glen",
    "GL2": "Set up a joint minibus pool for village groups",
    "GL3": "Agree a fair rent for the community hall",
    "GL4": "Write a volunteering strategy for Glenmore",
    "GL5": "Train twelve befrienders to visit older neighbours",
    "GL6": "Hold a consultation on the future of the ferry",
    "GL7": "Develop a website for carers with local information",
    "SF1": "Publish a walking map of the strath",
    "SF2": "Open a repair cafe in the old smithy",
}


def action(name: str, text: str) -> Action:
    return Action(name, name[:2], f"{name[:2]}-1", Wording(text), int(name[2:]))


ACTIONS = tuple(action(name, text) for name, text in TEXTS.items())


def finder(
    actions: Sequence[Action] = ACTIONS, names: Mapping[str, Sequence[str]] | None = None
) -> Finder:
    """A finder whose vectors come from the words alone, without a model."""
    return Finder(actions, names or {}, GLOSSARY, Meaning(WordEmbedder()))


def scope(actions: Sequence[Action] = ACTIONS, plan: str = "") -> Scope:
    return Scope(TODAY, finder(actions), plan)
