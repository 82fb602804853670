"""Contents pages, files by another name, and what the readers share."""

import pytest

from indexer.types import Kind
from tests.indexer.reading import check, read_text

PAGE = """\
<html><body><h1>Glenmore Compact</h1>
{contents}
<ul><li>Foreword 3</li><li>Our promises 4</li><li>Money 12</li></ul>
<h2>Foreword</h2><p>We meet in the hall. It has room for 40</p>
</body></html>
"""


@pytest.mark.parametrize("contents", ["<h2>Contents</h2>", "<p>TABLE OF CONTENTS:</p>"])
def test_a_contents_page_is_left_out_in_any_format(contents):
    read = read_text(PAGE.format(contents=contents), "page.html")
    check(read)
    assert "Our promises" not in read.document.text
    assert "We meet in the hall. It has room for 40" in read.document.text


def test_a_list_under_another_heading_that_ends_in_numbers_stays():
    read = read_text(PAGE.format(contents="<h2>Where we meet</h2>"), "page.html")
    assert "Our promises 4" in read.document.text


def test_a_single_line_under_contents_is_no_contents_page():
    page = "# Box\n\n## Contents\n\nPencils 12\n\n## Use\n\nWrite."
    assert "Pencils 12" in read_text(page, "box.md").document.text


def test_a_file_by_another_name_is_read_and_said_to_be_one():
    read = read_text(PAGE.format(contents=""), "page.docx")
    said = "its name ends in '.docx', but it is a web page, and was read as one."
    assert read.document.notes == (said,)
    assert read.document.kind is Kind.COMPACT
    assert read_text(PAGE.format(contents=""), "page.html").document.notes == ()
