"""What the doctor says of Telegram: each fault with what to do about it, and never the token."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from bot.channels.telegram.doctor import LISTEN, look
from bot.commands.telegram_checks import telegram_checks
from bot.config import load_config
from bot.core.register import Person, Role
from bot.storage.register import open_register
from tests.telegram.bot_here import MORAG, running, settings_for
from tests.telegram_server import AILSA, ELSEWHERE, GROUP, SUPERGROUP, TelegramServer

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
HOOK = "https://glenmore.example/telegram"


def found(settings, members=None, listen=0):
    return {one.name: one for one in look(settings, members, listen=listen)}


def hook(telegram: TelegramServer, url: str) -> None:
    """Another program sets a webhook."""
    httpx.post(f"{telegram.base_url}{telegram.token}/setWebhook", data={"url": url})


def states(config, environment):
    return {one.name: one.ok for one in telegram_checks(config, environment)}


def test_a_sound_bot_is_sound(telegram, house):
    checks = found(settings_for(telegram), house.stores.members)
    assert [one.detail for one in checks.values() if not one.ok] == []
    assert checks["telegram bot token"].detail == f"@{telegram.bot_name} ({telegram.bot_id})"
    assert checks["telegram polling"].detail == "no other copy is running"
    assert "Glenmore compact" in checks[f"telegram group {SUPERGROUP}"].detail
    assert telegram.token.partition(":")[2] not in str(checks)


@pytest.mark.parametrize(("privacy", "told"), [(True, "on: in groups"), (False, "off: in groups")])
def test_privacy_mode_is_explained(privacy, told):
    with TelegramServer(privacy=privacy) as telegram:
        assert found(settings_for(telegram))["telegram privacy mode"].detail.startswith(told)


@pytest.mark.parametrize("fault", [{"status": 401}, {"status": 404}], ids=str)
def test_a_token_that_is_no_good_is_all_that_is_said(telegram, fault):
    telegram.faults.add("getMe", **fault)
    (only,) = look(settings_for(telegram))
    assert (only.name, only.ok) == ("telegram bot token", False)
    assert "@BotFather" in only.fix


@pytest.mark.parametrize("token", ["", "7:with a gap", "no-token-at-all"])
def test_what_cannot_be_a_token_is_told_as_a_false_one(telegram, token):
    (only,) = look(settings_for(telegram, token=token))
    assert (only.name, only.ok) == ("telegram bot token", False)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # see go_down
def test_a_server_that_is_away_is_all_that_is_said(telegram):
    telegram.go_down()
    (only,) = look(settings_for(telegram))
    assert (only.name, only.ok) == ("telegram", False)
    assert "telegram.api_url" in only.fix
    assert telegram.token not in str(only)


def test_messages_that_wait_stay_where_they_are(telegram, house):
    said = telegram.dm("help")
    assert "messages wait" in found(settings_for(telegram))["telegram polling"].detail
    with running(telegram, house):
        telegram.await_message(AILSA, reply_to=said)


def test_another_copy_that_runs_is_told_of_and_goes_on(telegram, house, bot):
    polling = found(settings_for(telegram), listen=LISTEN)["telegram polling"]
    assert "a copy of this bot is running" in polling.detail
    assert "/revoke" in polling.fix
    said = telegram.dm("help")
    telegram.await_message(AILSA, reply_to=said)


def test_a_webhook_that_nobody_asked_for_is_told_of_by_its_host_alone(telegram):
    hook(telegram, f"{HOOK}/with-a-secret-path")
    checks = found(settings_for(telegram))
    assert "leads to glenmore.example" in checks["telegram webhook"].detail
    assert not checks["telegram webhook"].ok
    assert "with-a-secret-path" not in str(checks)
    assert "telegram polling" not in checks


def test_a_webhook_that_leads_elsewhere_is_told_of(telegram):
    settings = settings_for(telegram, mode="webhook", webhook_url=HOOK, secret="hooked-secret")
    assert "not set yet" in found(settings)["telegram webhook"].detail
    hook(telegram, f"{HOOK}/old")
    assert "not to telegram.webhook_url" in found(settings)["telegram webhook"].detail
    hook(telegram, HOOK)
    assert found(settings)["telegram webhook"].ok


def test_a_webhook_that_cannot_be_reached_is_told_with_its_port(telegram):
    closed = "http://127.0.0.1:9/telegram"
    settings = settings_for(telegram, mode="webhook", webhook_url=closed, secret="hooked-secret")
    hook(telegram, closed)
    telegram.dm("help")
    telegram.await_that(lambda: telegram.webhook.get("last_error_message"), "a failed delivery")
    webhook = found(settings)["telegram webhook"]
    assert not webhook.ok
    assert "1 wait; Telegram says" in webhook.detail
    assert "leads to port 3001" in webhook.fix


def test_groups_that_the_bot_is_not_in_are_told_of(telegram):
    checks = found(settings_for(telegram, chats=(str(ELSEWHERE), "-1009999999999")))
    for chat in (ELSEWHERE, -1009999999999):
        assert not checks[f"telegram group {chat}"].ok
        assert "add the bot to the group" in checks[f"telegram group {chat}"].fix


def test_a_group_that_moved_is_looked_at_where_it_is_now(telegram, house):
    new = telegram.migrate(GROUP)
    told = found(settings_for(telegram, chats=(str(GROUP),)))[f"telegram group {GROUP}"]
    assert f"put {new} at telegram.chats" in told.fix
    house.stores.members.move(f"telegram:{GROUP}", f"telegram:{new}", AT)
    checks = found(settings_for(telegram, chats=(str(GROUP),)), house.stores.members)
    assert f"now {new}" in checks[f"telegram group {GROUP}"].detail


def test_an_officer_may_be_listed_or_let_in_by_a_code(telegram, house):
    settings, members = settings_for(telegram, officers=()), house.stores.members
    assert "compactbot invite --role officer" in found(settings)["telegram officers"].fix
    members.redeem(house.code(Role.OFFICER), Person("telegram:77", "Isla"), datetime.now(UTC))
    assert found(settings, members)["telegram officers"].detail == "0 named, 1 let in by a code"


def test_whom_nothing_is_sent_to_is_told(telegram, house):
    members = house.stores.members
    members.pause(f"telegram:{AILSA}", "They blocked the bot.", AT)
    members.pause(f"telegram:{SUPERGROUP}", "The bot is no longer in that group.", AT)
    checks = found(settings_for(telegram), members)
    person, group = checks[f"telegram chat {AILSA}"], checks[f"telegram chat {SUPERGROUP}"]
    assert (person.ok, group.ok) == (True, False)
    assert "They blocked the bot." in person.detail
    assert "add the bot to the group again" in group.fix


def test_the_doctor_reads_the_token_from_the_environment_and_members_from_the_database(
    telegram, tmp_path
):
    path = tmp_path / "config.yaml"
    path.write_text(f"telegram:\n  api_url: {telegram.api_url}\n")
    config = load_config(path)
    given = {"TELEGRAM_BOT_TOKEN": telegram.token}
    assert list(telegram_checks(config, {})) == []
    assert not states(config, given)["telegram officers"]
    with open_register(config.database_url) as register:
        now, week = datetime.now(UTC), timedelta(days=7)
        code = register.members.invite("", Role.OFFICER, MORAG, now, week)
        register.members.redeem(code, Person("telegram:77", "Isla"), now)
    assert all(states(config, given).values())


def test_a_webhook_without_its_secret_is_told(tmp_path):
    path = tmp_path / "config.yaml"
    path.write_text(f"telegram:\n  mode: webhook\n  webhook_url: {HOOK}\n")
    (only,) = telegram_checks(load_config(path), {"TELEGRAM_BOT_TOKEN": "7:x"})
    assert "TELEGRAM_WEBHOOK_SECRET" in only.detail
