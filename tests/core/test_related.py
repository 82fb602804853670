from bot.core.answers.related import MOST, related
from bot.core.answers.select import Candidate
from indexer.passages import cut
from indexer.types import Hit
from tests.core.talking import reading

PLAN = """title: "Farm plan"
area: Glenmore
kind: action_plan
objectives:
  - name: Animals
    actions:
      - {id: a, text: "Feed the lamb.", lead: Mary}
      - {id: b, text: "Shear the sheep."}
      - {id: c, text: "LONG"}
      - {id: d, text: "Milk the goat."}
      - {id: e, text: "Walk the dog."}
""".replace("LONG", "Count the flock of the whole glen " * 6)
CASE = '---\ntitle: "Dunross: a dairy"\narea: Dunross\nkind: case_study\n---\n\n# A\n\nMilk.\n'
PLACES = "# Farms in practice\n\nFarms learn.\n\n## Oakhaven\n\nThe hens lay two eggs a day.\n"


def ranked(text: str, name: str, scores: tuple[float, ...] = ()) -> list[Candidate]:
    read = reading(text, name)
    made = []
    for place, passage in enumerate(cut(read.document, read.sections)):
        score = scores[place] if place < len(scores) else 0.5
        hit = Hit(passage, read.document, score, score, score, score)
        made.append(Candidate(hit, passage.start, passage.end, score))
    return made


def test_actions_near_by_are_named_with_their_area():
    first, _, second, *_ = ranked(PLAN, "plan.yaml")
    assert related([first, second], [first]) == ("action “Shear the sheep” (Glenmore)",)


def test_what_is_quoted_already_is_not_named():
    candidates = ranked(PLAN, "plan.yaml")[:1]
    assert related(candidates, candidates) == ()


def test_a_case_study_is_named_by_its_title():
    quote, case = ranked(PLAN, "plan.yaml")[0], ranked(CASE, "dairy.md")[0]
    assert related([quote, case], [quote]) == ("case study Dunross: a dairy",)


def test_a_case_study_among_others_is_named_by_its_place():
    quote = ranked(PLAN, "plan.yaml")[0]
    case = ranked(PLACES, "farms.md")[-1]
    (name,) = related([quote, case], [quote])
    assert "Oakhaven" in name
    assert "Farms in practice" in name


def test_only_what_is_nearly_as_good_as_the_answer_is_named():
    quote, case = ranked(PLAN, "plan.yaml", (1.0,))[0], ranked(CASE, "dairy.md", (0.2,))[0]
    assert related([quote, case], [quote]) == ()


def test_few_are_named_and_long_names_are_shortened():
    candidates = ranked(PLAN, "plan.yaml")
    names = related(candidates, candidates[:1])
    assert len(names) == MOST
    assert len(set(names)) == MOST
    assert all(len(name) < 120 for name in names)
    assert any("…" in name for name in names)


def test_nothing_is_near_where_nothing_was_chosen():
    assert related(ranked(PLAN, "plan.yaml"), []) == ()
