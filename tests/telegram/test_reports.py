"""A report in a chat: its Word file and its chart come below it, each once, whatever goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.telegram import uploads
from bot.channels.telegram.limits import CAPTION
from bot.channels.telegram.service import Timing
from bot.core.reports.values import Report
from bot.core.types import File
from bot.publishing import published
from tests.telegram.bot_here import House, running
from tests.telegram_server import AILSA, BRYN, FORUM, PLANS, SUPERGROUP, TelegramServer

Publish = Callable[[Report], Sequence[File]]


@pytest.fixture
def publishing(house: House, tmp_path: Path) -> House:
    """A house whose reports have files."""
    return with_files(house, lambda report: published(report, tmp_path / "reports"))


def with_files(house: House, publish: Publish) -> House:
    house.context = replace(house.context, publish=publish)
    return house


def test_a_report_comes_with_its_word_file_and_its_chart_in_the_same_topic(telegram, publishing):
    with running(telegram, publishing):
        asked = telegram.command(FORUM, "report", topic=PLANS)
        told = telegram.await_message(FORUM, reply_to=asked, where=lambda m: not m.files)
        word, chart = telegram.await_messages(FORUM, 2, where=lambda m: m.files)
    assert "Progress report" in told.words
    assert (word.topic, chart.topic) == (PLANS, PLANS)
    assert word.files[0].name.endswith(".docx")
    assert word.files[0].content.startswith(b"PK")
    assert chart.files[0].kind == "photo"
    assert chart.words


def made(folder: Path, name: str, content: bytes = b"%PDF", about: str = "A paper") -> File:
    """A file of a report."""
    path = folder / name
    path.write_bytes(content)
    return File(name, str(path), about)


def asked_for(telegram: TelegramServer, house: House, *files: File) -> list[str]:
    """What stands under a report with these files: their names, else the words."""
    with running(telegram, with_files(house, lambda report: files)):
        asked = telegram.dm("report", BRYN)
        telegram.await_messages(BRYN, 1 + len(files), after=asked)
        said = [m for m in telegram.messages(BRYN) if m.user == telegram.bot_id]
    return [m.files[0].name if m.files else m.words for m in said[1:]]


def test_a_caption_that_is_too_long_is_shortened(telegram, house, tmp_path):
    asked_for(telegram, house, made(tmp_path, "paper.docx", about="well " * 400))
    (caption,) = (m.words for m in telegram.messages(BRYN) if m.files)
    assert caption.startswith("well well")
    assert caption.endswith("…")
    assert len(caption) <= CAPTION


def test_a_file_that_is_gone_is_told_of_and_the_next_one_still_comes(telegram, house, tmp_path):
    gone = File("gone.docx", str(tmp_path / "gone.docx"), "A paper")
    told, paper = asked_for(telegram, house, gone, made(tmp_path, "paper.docx"))
    assert told == "I could not send gone.docx. Please ask for it again in a minute."
    assert paper == "paper.docx"


def test_a_file_that_telegram_does_not_take_is_told_of(telegram, house, tmp_path):
    telegram.faults.add("sendDocument", status=400, description="Bad Request: no such thing")
    (told,) = asked_for(telegram, house, made(tmp_path, "paper.docx"))
    assert "could not send paper.docx" in told


def test_a_file_that_is_too_big_is_told_of(telegram, house, tmp_path, monkeypatch):
    monkeypatch.setattr(uploads, "DOCUMENT", 10)
    (told,) = asked_for(telegram, house, made(tmp_path, "paper.docx", b"x" * 11))
    assert "paper.docx is too big" in told


def test_a_picture_that_is_no_photo_comes_as_a_document(telegram, house, tmp_path, monkeypatch):
    broken = made(tmp_path, "chart.png", b"no picture at all")
    assert asked_for(telegram, house, broken) == ["chart.png"]
    assert [one.kind for one in telegram.files] == ["document"]


def test_what_was_sent_before_a_crash_is_not_sent_again(telegram, house, tmp_path):
    files = made(tmp_path, "first.docx"), made(tmp_path, "second.docx", about="The other")
    with_files(house, lambda report: files)
    brief = Timing(attempts=0.5, finish=0.5, lease=0.0)
    telegram.faults.add(
        "sendDocument", status=500, times=99, where=lambda said: said["caption"] == "The other"
    )
    with running(telegram, house, brief):
        asked = telegram.command(SUPERGROUP, "report", user=BRYN)
        telegram.await_call("sendDocument", where=lambda call: call.status == 500)
    telegram.faults.clear()
    with running(telegram, house, brief):
        telegram.await_messages(SUPERGROUP, 3, after=asked)
        telegram.await_file("second.docx")
    names = [file.name for m in telegram.messages(SUPERGROUP) for file in m.files]
    assert names == ["first.docx", "second.docx"]
    assert len(telegram.messages(SUPERGROUP)) == 1 + 3


def test_nobody_else_is_sent_a_report(telegram, publishing):
    with running(telegram, publishing):
        asked = telegram.dm("report", BRYN)
        telegram.await_messages(BRYN, 3, after=asked)
    assert telegram.messages(AILSA) == []
