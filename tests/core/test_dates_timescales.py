from datetime import date

import pytest

from bot.core.actions.dates import due_of_timescale

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("cell", "due"),
    [
        ("March 2027", "2027-03-31"),
        ("by June", "2027-06-30"),
        ("June", "2027-06-30"),
        ("By end of May 2027", "2027-05-31"),
        ("Mid January 2027", "2027-01-15"),
        ("31/03/2027", "2027-03-31"),
        ("31.3.27", "2027-03-31"),
        ("03/2027", "2027-03-31"),
        ("Mar-27", "2027-03-31"),
        ("Sept 27", "2027-09-30"),
        ("March 31", "2027-03-31"),
        ("March 31st", "2027-03-31"),
        ("12 March 2027", "2027-03-12"),
        ("Q2 2026/27", "2026-09-30"),
        ("Q4 26/27", "2027-03-31"),
        ("Q2 2027", "2027-06-30"),
        ("Quarter 3, 2027/28", "2027-12-31"),
        ("2026-27", "2027-03-31"),
        ("2026/2027", "2027-03-31"),
        ("FY 2026/27", "2027-03-31"),
        ("Financial year 2027/28", "2028-03-31"),
        ("Year 2 (2027/28)", "2028-03-31"),
        ("2026-2029", "2029-03-31"),
        ("2015-18", "2018-03-31"),
        ("2027", "2027-12-31"),
        ("end of 2026", "2026-12-31"),
        ("Early 2027", "2027-03-31"),
        ("H1 2027", "2027-06-30"),
        ("Second half of 2027", "2027-12-31"),
        ("Spring 2027", "2027-05-31"),
        ("Winter 2026/27", "2027-02-28"),
        ("Autumn 2026/27", "2026-11-30"),
        ("Spring 2026/27", "2027-05-31"),
        ("Autumn/Winter 2027", "2028-02-29"),
        ("Christmas 2027", "2027-12-25"),
        ("April 2026 – March 2027", "2027-03-31"),
        ("Dec 2026/Jan 2027", "2027-01-31"),
        ("Draft June 2026, final March 2027", "2027-03-31"),
        ("Ongoing to March 2028", "2028-03-31"),
        ("Annually until 2029", "2029-12-31"),
        ("Started April 2026, complete by March 2027", "2027-03-31"),
        ("year end", "2027-03-31"),
    ],
)
def test_a_timescale_means_the_last_day_of_its_period(cell, due):
    assert due_of_timescale(cell, TODAY) == date.fromisoformat(due)


@pytest.mark.parametrize(
    "cell",
    [
        "",
        "-",
        "Ongoing",
        "ongoing from April 2026",
        "From April 2027",
        "April 2026 onwards",
        "Starting in June 2027",
        "Commence March 2027",
        "within 6 months",
        "6 months",
        "Year 2",
        "Years 1-3",
        "Annually",
        "Every March",
        "Annually in June",
        "Quarterly",
        "Short term",
        "Medium",
        "TBC",
        "Immediate",
        "31 November 2027",
        "13/2027",
        "12/10",
    ],
)
def test_a_timescale_without_a_known_end_means_no_date(cell):
    assert due_of_timescale(cell, TODAY) is None
