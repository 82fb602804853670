"""Headings and lead-ins -> whether actions stand below them, and what objective they name."""

from __future__ import annotations

import re

from indexer.tables.columns import Meaning, meaning
from indexer.words import fold, leans_back, sentences, without_number

_APPENDIX = re.compile(
    r"^(?:appendix|appendices|annex|schedule|attachment|part|section)\b(?:\s*(?:\d+|[a-z]|[ivx]+)\b)?"
    r"[\s:.-]*"
)
_PLAN = re.compile(
    r"(?:[\w&'-]+ ){0,5}(?:action|implementation|improvement|delivery|work) ?plans?"
    r"(?:[ :,-]+(?:for|in|from|to|of|and|until)?\b.{0,40})?"
)
_ABOUT_PLAN = re.compile(
    r"\b(?:background|monitor\w*|review\w*|evaluat\w*|purpose|context|introduction|about|governance"
    r"|consult\w*|develop\w* of|developing|approach|links?|resourc\w*|risks?|contacts?|members\w*"
    r"|recommend\w*|attend\w*|apologies|present|glossary|report\w*)\b"
)
_ACTIONS = re.compile(
    r"(?:[\w&'-]+ ){0,3}(?:actions?|tasks|action points|next steps)"
    r"(?: (?:points?|list|log|agreed|required|needed|proposed|planned|identified|to be taken"
    r"|(?:for|in|by|we) .{1,40}))?"
)
_WHAT = re.compile(r"(?:what|how|to do|we will)\b")
_OBJECTIVE = re.compile(
    r"(?:(?:strategic|key|main) )?(?:objective|aim|goal|priority|theme|outcome|workstream|strand)"
    r" ?(?:\d+|[a-z]|[ivx]+)?\s*(?:[:.-]|$)",
    re.I,
)

_ACTION_NOUN = r"(?:actions|action points|tasks|steps)"
_ANNOUNCES = re.compile(
    r"\bareas? (?:for|of) action\b"
    r"|\b(?:following|these|key|priority|agreed|proposed|main|specific|immediate|next|planned|our"
    r"|further|future|additional|necessary|required|initial|joint|shared|practical)"
    rf" (?:[a-z-]+ ){{0,2}}{_ACTION_NOUN}\b|\bfollowing action\b"
    rf"|\b(?:list|set|series|number|programme|range) of (?:[a-z-]+ ){{0,2}}{_ACTION_NOUN}\b"
    rf"|\b(?:actions|tasks|action points)\b[^.]{{0,60}}\b(?:are|includes?|as follows)\b"
    r"|^(?:[\w&'-]+ ){0,4}(?:actions|action (?:plan|points?|list))"
    r"(?: (?:agreed|required|needed|proposed|to be taken))?(?: (?:for|in|from|by) .{0,40})?[:;-]*$"
    r"|\baction plan\b[^.]{0,60}\b(?:is as follows|as follows|includes?|contains?|consists? of)\b"
)
_REFUSES = re.compile(
    r"\brecommend|\b(?:is|are) (?:asked|invited|requested) to\b|\b(?:which|that|who)[:;-]*$"
    r"|\b(?:progress|updates?) (?:on|against|with|of|made)\b|\b(?:(?:led|leads?) to|result\w* in)\b"
    r"|\bactions? (?:already )?(?:taken|completed|achieved|delivered)\b"
    r"|\b(?:have|has|had|were|was)(?: \w+)?(?: been)?"
    r" (?:taken|completed|achieved|delivered|carried out|undertaken|implemented|progressed|done)\b"
)
_INTENDS = re.compile(r"\b(?:will|shall|must|should|(?:is|are) going to|plans? to)(?: \w+)?[:;-]*$")
_INTENDED = re.compile(r"\b(?:to|will|shall|should|must) \w+")
_FIRST_WORDS = 6
_VERBS = frozenset(
    "achieve act address adopt advise agree align analyse apply appoint approach arrange ask"
    " assess attend attract audit begin bring build buy call capture carry celebrate champion"
    " change check circulate clarify close co-ordinate collaborate collate collect combine"
    " commission commit communicate compile complete conduct confirm consider consult continue"
    " contribute convene coordinate create decide define deliver demonstrate deploy design"
    " determine develop disseminate distribute document draft draw embed enable encourage end"
    " engage enhance ensure establish evaluate examine expand explore extend facilitate fill"
    " finalise find fit fix follow form formalise free fund fundraise gain gather generate give"
    " grow help highlight hire hold host identify implement improve include increase inform"
    " inspire install introduce invest investigate invite involve join keep launch lead learn"
    " lend liaise link list listen lobby look maintain make manage map maximise meet mend mentor"
    " merge monitor move name negotiate nominate number obtain offer open order organise own"
    " paint participate pass pay pilot plan post prepare present print prioritise produce"
    " promote propose protect provide publicise publish purchase pursue put raise re-establish"
    " rebuild recognise record recruit recycle reduce refer refresh remove renew repair repeat"
    " replace report represent request research resolve resource respond retain return review"
    " revise reward roll run save schedule scope secure seek select sell send service set share"
    " show sign signpost simplify sing speak spread staff standardise start stop store"
    " strengthen study submit summarise supply support survey take talk target teach tell test"
    " thank think tidy train transfer translate trial try turn undertake update upgrade use"
    " visit walk welcome widen work write".split()
)


def plain(heading: str) -> str:
    """A heading folded, without its number and what kind of part it heads."""
    return _APPENDIX.sub("", fold(without_number(heading))).strip(" :.-")


def names_plan(heading: str) -> bool:
    """Whether a heading is that of an action plan: "Appendix 2: Our action plan 2024"."""
    said = plain(heading)
    does = said.split(" ")[0] in _VERBS and not said.startswith("work")  # "Publish a work plan"
    return bool(_PLAN.fullmatch(said)) and not does and not _ABOUT_PLAN.search(said)


def names_actions(heading: str) -> bool:
    """Whether a heading says no more than that actions follow: "Key actions", "Next steps"."""
    said = plain(heading)
    if not said or _ABOUT_PLAN.search(said):
        return False
    known = _WHAT.match(said) and len(said.split()) > 1 and meaning(said) is Meaning.ACTION
    return bool(known or _ACTIONS.fullmatch(said))


def is_under_plan(headings: tuple[str, ...]) -> bool:
    """Whether these headings lead to actions, and the innermost not to something about them."""
    if not any(names_plan(heading) or names_actions(heading) for heading in headings):
        return False
    return not _ABOUT_PLAN.search(fold(headings[-1]))


def names_objective(text: str) -> bool:
    """Whether a text calls itself an objective: "Priority 2: Grants"."""
    return bool(_OBJECTIVE.match(fold(without_number(text))))


def objective_above(headings: tuple[str, ...], title: str) -> str:
    """The objective that stands above actions as a heading; empty where that is only the plan."""
    for heading in reversed(headings):
        is_title = f"{fold(title)}:".startswith(f"{fold(heading)}:")  # or its first half
        if names_plan(heading) or not plain(heading) or is_title:
            return ""
        if not names_actions(heading):
            return heading
    return ""


def announces(lead: str) -> bool:
    """Whether a lead-in says that actions follow, rather than what was done or is recommended."""
    spans = sentences(lead)
    if not spans:
        return False
    start, end = spans[-1]
    if leans_back(lead[start:end]) and len(spans) > 1:  # "These include:"
        start = spans[-2][0]
    said = fold(lead[start:end])
    return bool(_ANNOUNCES.search(said)) and not _REFUSES.search(said)


def intends(lead: str) -> bool:
    """Whether a lead-in says that somebody will do what follows: "In the first year we will:"."""
    said = fold(lead)
    return bool(_INTENDS.search(said)) and not _REFUSES.search(said)


def reads_as_action(text: str) -> bool:
    """Whether a text begins as actions do: "Develop ...", "Creating ...", "The TSI will ..."."""
    said = fold(text).split()[:_FIRST_WORDS]
    if not said:
        return False
    first = said[0].strip(",;:.\"'()")
    verb = first in _VERBS or (first.endswith("ing") and len(first) > 5)
    return verb or bool(_INTENDED.search(" ".join(said)))
