"""The files of a report that is asked for in a chat."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docx import Document

from bot.core.errors import StorageError
from bot.publishing import published
from tests.core.reporting import busy_report

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def report():
    return busy_report()


def test_a_report_is_a_word_file_and_its_charts(report, tmp_path):
    paper, *charts = published(report, tmp_path / "reports")
    assert Document(paper.path).paragraphs[0].text == report.asked.title
    assert len(charts) == len(report.charts) > 0
    for file, chart in zip(charts, report.charts, strict=True):
        assert Path(file.path).read_bytes().startswith(PNG)
        assert file.about == chart.alt


def test_the_files_are_named_after_the_moment_and_lie_where_they_say(report, tmp_path):
    for file in published(report, tmp_path):
        assert re.match(r"progress-report-\d{4}-\d\d-\d\d-\d{6}", file.name)
        assert Path(file.path) == tmp_path / file.name


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(report, tmp_path):
    (tmp_path / "reports").write_text("a file", encoding="utf-8")
    with pytest.raises(StorageError, match="cannot be written"):
        published(report, tmp_path / "reports")
