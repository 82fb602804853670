"""A report whose every text is what a test puts there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import strategies

from bot.core.register import Objective, Person, Plan, Status
from bot.core.reports.values import Ahead, Coming, Report
from tests.core.reporting import ASKED, action, report, update

NASTY = (
    "<script>alert('x')</script> & <b>bold</b>",
    "a | b || c \\| d \\\\",
    "# no heading\n- no item\n1. no number\n===\n---",
    "*stars* _lines_ `code` ~~gone~~ [link](https://glenmore.example) ![image](x.png)",
    '=HYPERLINK("https://glenmore.example")\n+1 -1 @sum',
    "two\r\nlines\rand\x0ba\x0cfew\u2028more",
    "bell\x07 null\x00 escape\x1b[31m \x85 \ufffe",
    "قال المجلس إن العمل تم \u202eabc\u202c end",
    "👩🏽‍🚒 roof 🏚️ and 🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "$x^2$ and \\frac{1}{2} &amp; &#39; ]]> <!-- -->",
    "_x0041_ %s {0} {{x}}",
    "   spaces\taround\t  ",
    "long " * 1000,
    "w" * 5000,
)

texts = strategies.text(
    strategies.one_of(
        strategies.characters(),
        strategies.sampled_from("<>&|*_`#[]()\\\"'\n\r\t=+-@$~!. \x00\x07\x85\u2028\u202e٣ש🏚"),
    ),
    min_size=1,
    max_size=60,
)


def report_saying(text: str) -> Report:
    """Each text of the report is this one: names, wordings, updates, reasons, chats, its title."""
    plan = Plan("GL", text, text, text)
    objective = Objective("GL-1", "GL", text, 1)
    asked = replace(ASKED, title=text)
    first = action(1, text=text, timescale=text, lead=text, future_reporting=text)
    second = action(2, text=text, progress=text, due=date(2026, 10, 1))
    told = update(
        1,
        first,
        "2026-10-05 09:00",
        text,
        status=Status.BLOCKED,
        reason=text,
        due=date(2026, 12, 1),
        by=Person("t:1", text),
    )
    told = replace(told, said=replace(told.said, text=text, chat=text, message=text))
    made = report([first, second], [told], asked, plans=(plan,), objectives=(objective,))
    # Whether the text promises a report by a date is not what is asked here.
    promised = Ahead(date(2027, 5, 31), "May 2027", Coming.REPORT, made.lines[0], text)
    return replace(made, ahead=(promised,))
