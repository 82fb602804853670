"""``compactbot run`` with Telegram: the real program, its configuration and the environment."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from bot.config import load_config
from bot.core.errors import ConfigError
from bot.serving import telegram_settings
from tests.program import Program, environment
from tests.telegram.bot_here import QUESTION
from tests.telegram_server import AILSA, SUPERGROUP, TelegramServer


@pytest.fixture
def program(copied: Program, telegram: TelegramServer) -> Program:
    config = copied.folder / "config.yaml"
    config.write_text(
        f"{config.read_text()}telegram:\n  api_url: {telegram.api_url}\n"
        f"  chats: [{SUPERGROUP}]\n  readers: [{AILSA}]\n"
    )
    return copied


@pytest.mark.model
def test_the_program_serves_telegram_until_it_is_told_to_stop(program, telegram):
    process = subprocess.Popen(
        program.command("run"),
        cwd=program.folder,
        env=environment() | {"TELEGRAM_BOT_TOKEN": telegram.token},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        telegram.await_polling(deadline=60)
        asked = telegram.dm(QUESTION)
        answer = telegram.await_message(AILSA, reply_to=asked, deadline=60)
        assert "21 days" in answer.words
        asked = telegram.command(SUPERGROUP, f"ask {QUESTION}")
        telegram.await_message(SUPERGROUP, reply_to=asked, deadline=60)
        process.terminate()
        out, err = process.communicate(timeout=40)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 0
    assert out == f"Serving Telegram as @{telegram.bot_name}.\n"
    assert "Traceback" not in err
    assert telegram.token.partition(":")[2] not in out + err
    assert QUESTION not in err
    assert telegram.pending == []


def test_a_webhook_needs_its_address_and_its_secret(tmp_path: Path):
    (tmp_path / "config.yaml").write_text("telegram:\n  mode: webhook\n")
    config = load_config(tmp_path / "config.yaml")
    with pytest.raises(ConfigError, match="TELEGRAM_WEBHOOK_SECRET"):
        telegram_settings(config, {"TELEGRAM_BOT_TOKEN": "7:token"})


def test_secrets_are_in_no_repr(tmp_path: Path):
    (tmp_path / "config.yaml").write_text("")
    config = load_config(tmp_path / "config.yaml")
    given = {"TELEGRAM_BOT_TOKEN": "7:hidden", "TELEGRAM_WEBHOOK_SECRET": "hidden-too"}
    assert "hidden" not in repr(telegram_settings(config, given))


@pytest.mark.parametrize(
    "line", ["officers: [isla]", "mode: carrier-pigeon", "port: 0", "chats: ['@glenmore']"]
)
def test_a_setting_that_cannot_be_is_refused_with_an_example(tmp_path: Path, line):
    (tmp_path / "config.yaml").write_text(f"telegram:\n  {line}\n")
    with pytest.raises(ConfigError, match="For example"):
        load_config(tmp_path / "config.yaml")
