"""Who the bot is, what it says of itself, and what it may know of its chats."""

from __future__ import annotations

import pytest
from telegram import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    MenuButtonCommands,
)

from tests.telegram_server import AILSA, FORUM, GROUP, STRANGER, SUPERGROUP, TelegramServer
from tests.telegram_server.ptb_bot import calling


def test_the_bot_knows_itself_and_its_privacy(bot):
    me = bot.call("get_me")
    assert (me.username, me.can_read_all_group_messages) == ("glenmore_compact_bot", False)
    assert me.supports_inline_queries
    with TelegramServer(privacy=False) as open_server, calling(open_server) as other:
        assert other.call("get_me").can_read_all_group_messages


def test_commands_stand_in_their_scope_and_people_see_the_narrowest(telegram, bot):
    ask, done = BotCommand("ask", "Asks"), BotCommand("done", "Marks as done")
    bot.call("set_my_commands", [ask])
    bot.call("set_my_commands", [ask, done], scope=BotCommandScopeAllPrivateChats())
    bot.call("set_my_commands", [done], scope=BotCommandScopeChat(GROUP))
    assert telegram.menu(AILSA) == ["ask", "done"]
    assert telegram.menu(GROUP) == ["done"]
    assert telegram.menu(SUPERGROUP) == ["ask"]
    assert bot.call("get_my_commands") == (ask,)
    assert telegram.commands({"type": "all_private_chats"})[1]["command"] == "done"
    bot.call("delete_my_commands", scope=BotCommandScopeChat(GROUP))
    assert telegram.menu(GROUP) == ["ask"]


@pytest.mark.parametrize(
    ("name", "words", "sentence"),
    [
        ("Ask", "a", "Bot_command_invalid"),
        ("a" * 33, "a", "Command length must not exceed 32"),
        ("ask", "d" * 257, "Command description length must not exceed 256"),
        ("ask", " ", "Command description must be non-empty"),
        ("", "a", "Command must be non-empty"),
    ],
)
def test_commands_have_limits(bot, name, words, sentence):
    assert bot.refused("set_my_commands", [BotCommand(name, words)]) == sentence


def test_a_hundred_commands_are_enough(bot):
    commands = [BotCommand(f"c{n}", "a") for n in range(101)]
    bot.call("set_my_commands", commands[:100])
    assert bot.refused("set_my_commands", commands) == "Bot_commands_too_much"


def test_descriptions_and_the_menu_button_are_kept(telegram, bot):
    bot.call("set_my_description", "What I do")
    bot.call("set_my_short_description", "Compacts")
    assert (telegram.profile("description"), telegram.profile("short_description")) == (
        "What I do",
        "Compacts",
    )
    assert bot.call("get_my_description").description == "What I do"
    assert "too long" in bot.refused("set_my_short_description", "s" * 121)
    bot.call("set_chat_menu_button", menu_button=MenuButtonCommands())
    assert telegram.menu_button() == {"type": "commands"}
    assert bot.call("get_chat_menu_button", AILSA).type == "commands"


def test_chats_and_their_members_can_be_looked_at(bot):
    assert bot.call("get_chat", FORUM).is_forum
    assert bot.call("get_chat", AILSA).first_name == "Ailsa"
    assert bot.call("get_chat_member", FORUM, AILSA).status == "creator"
    assert bot.call("get_chat_member", FORUM, STRANGER).status == "left"
    assert [m.user.id for m in bot.call("get_chat_administrators", FORUM)] == [AILSA]
    assert bot.call("get_chat_member_count", FORUM) == 4
    assert "no administrators" in bot.refused("get_chat_administrators", AILSA)
    assert bot.refused("get_chat_member", FORUM, 5) == "Participant_id_invalid"
