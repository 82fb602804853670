import pytest

from bot.core.answers.wants import has_kind, kinds_of, want_of
from bot.core.types import Want
from indexer.types import Kind


@pytest.mark.parametrize(
    ("question", "want"),
    [
        ("Who signs the minutes?", Want.WHO),
        ("And who's the chair?", Want.WHO),
        ("Whose job is the register?", Want.WHO),
        ("At the start, who leads the panel?", Want.WHO),
        ("When does the steering group meet?", Want.WHEN),
        ("By when are results published?", Want.WHEN),
        ("What year was it signed?", Want.WHEN),
        ("how soon is an answer sent", Want.WHEN),
        ("Where is the village hall?", Want.WHERE),
        ("Which area shares a minibus?", Want.WHERE),
        ("How many members sit on the panel?", Want.HOW_MANY),
        ("How long does a review take?", Want.HOW_MANY),
        ("how often do you meet", Want.HOW_MANY),
        ("number of halls with a ramp", Want.HOW_MANY),
        ("How much is in the fund?", Want.HOW_MUCH),
        ("What percentage is added?", Want.HOW_MUCH),
        ("what is the cost of the hall?", Want.HOW_MUCH),
        ("What is the phone number of the forum?", Want.CONTACT),
        ("the forum's email address please", Want.CONTACT),
        ("How do I contact the mediator?", Want.CONTACT),
        ("forum contact details", Want.CONTACT),
        ("List the principles", Want.LIST),
        ("What are the values?", Want.LIST),
        ("Which organisations signed?", Want.LIST),
        ("May we campaign against the council?", Want.ADVICE),
        ("should we claim for childcare", Want.ADVICE),
        ("Are we allowed to use the hall?", Want.ADVICE),
        ("Plain language in forms", Want.ANYTHING),
        ("What happens with late invoices?", Want.ANYTHING),
        ("", Want.ANYTHING),
    ],
)
def test_a_question_expects(question, want):
    assert want_of(question) is want


@pytest.mark.parametrize("end", ["", "?", "?!", " ?", "..."])
def test_the_end_mark_makes_no_difference(end):
    assert want_of(f"forum phone number{end}") is Want.CONTACT


@pytest.mark.parametrize(
    ("want", "text"),
    [
        (Want.CONTACT, "forum@glenmore.example"),
        (Want.CONTACT, "Telephone 01632 960123"),
        (Want.CONTACT, "+44 1632 960123"),
        (Want.CONTACT, "see www.glenmore.example"),
        (Want.CONTACT, "Mill Road, GM1 2AB"),
        (Want.HOW_MUCH, "up to £2,500"),
        (Want.HOW_MUCH, "4 per cent of it"),
        (Want.HOW_MANY, "nine members"),
        (Want.HOW_MANY, "20 days"),
        (Want.HOW_MANY, "they meet monthly"),
        (Want.WHEN, "by June 2022"),
        (Want.WHEN, "on 3rd March"),
        (Want.WHEN, "every quarter"),
        (Want.WHEN, "at the earliest possible stage"),
        (Want.WHO, "Glenmore Council"),
        (Want.WHO, "the steering group decides"),
        (Want.LIST, "tents, lanterns, water and music"),
        (Want.ANYTHING, "no figure, no name"),
        (Want.ADVICE, "no figure, no name"),
        (Want.WHERE, "no figure, no name"),
    ],
)
def test_a_text_has_what_is_wanted(want, text):
    assert has_kind(want, text)


@pytest.mark.parametrize(
    ("want", "text"),
    [
        (Want.CONTACT, "Ask the officer of the forum."),
        (Want.CONTACT, "It was founded in 1998."),
        (Want.HOW_MUCH, "It costs little."),
        (Want.HOW_MANY, "Some members came."),
        (Want.WHEN, "They may decide."),
        (Want.WHO, "it is written in plain language"),
        (Want.LIST, "It is written in plain language."),
    ],
)
def test_a_text_lacks_what_is_wanted(want, text):
    assert not has_kind(want, text)


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        ("Is there a case study about buses?", (Kind.CASE_STUDY,)),
        ("good practice with young people", (Kind.CASE_STUDY,)),
        ("Which values are shared?", (Kind.PRINCIPLES,)),
        ("actions about halls", (Kind.ACTION_PLAN,)),
        ("case studies of the first principle", (Kind.CASE_STUDY, Kind.PRINCIPLES)),
        ("How long is a review?", ()),
        ("She reacted to it.", ()),
    ],
)
def test_a_question_names_kinds_of_content(question, kinds):
    assert kinds_of(question) == kinds
