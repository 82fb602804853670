"""getMe, getChat and their like: who the bot is, and what it may know of its chats."""

from __future__ import annotations

from typing import Any

from tests.telegram_server.methods.registry import Refused, Request, inside, method
from tests.telegram_server.payloads import chat_json, member_json, user_json
from tests.telegram_server.posting import Draft
from tests.telegram_server.world import BOT_ID

_COLOUR = 5


@method("getMe")
def get_me(request: Request) -> Any:
    told = user_json(request.world.users[BOT_ID])
    return told | {
        "can_join_groups": True,
        "can_read_all_group_messages": not request.state.settings.privacy,
        "supports_inline_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


@method("getChat")
def get_chat(request: Request) -> Any:
    chat = request.chat()
    inside(chat)
    told = chat_json(request.world, chat)
    told |= {"accent_color_id": _COLOUR, "max_reaction_count": 11}
    return told | {"accepted_gift_types": dict.fromkeys(_GIFTS, False)}


_GIFTS = (
    "unlimited_gifts limited_gifts unique_gifts premium_subscription gifts_from_channels".split()
)


@method("getChatMember")
def get_chat_member(request: Request) -> Any:
    chat, user = request.chat(), request.number("user_id")
    inside(chat)
    if user not in request.world.users:
        raise Refused("PARTICIPANT_ID_INVALID")
    return member_json(request.world, user, chat.people.get(user, "left"))


@method("getChatAdministrators")
def get_chat_administrators(request: Request) -> Any:
    chat = request.chat()
    inside(chat)
    if chat.kind == "private":
        raise Refused("there are no administrators in the private chat")
    held = {"creator", "administrator"}
    who = [(user, status) for user, status in chat.people.items() if status in held]
    return [member_json(request.world, user, status) for user, status in who]


@method("getChatMemberCount")
def get_chat_member_count(request: Request) -> Any:
    chat = request.chat()
    inside(chat)
    return len(chat.members())


@method("leaveChat")
def leave_chat(request: Request) -> Any:
    """The others see it go; the bot is told of its own standing."""
    chat = request.chat()
    if chat.kind == "private":
        raise Refused("chat member status can't be changed in private chats")
    inside(chat)
    world, before = request.world, chat.bot
    request.poster.post(chat, BOT_ID, Draft(service={"left_chat_member": BOT_ID}))
    chat.people[BOT_ID] = "left"
    request.queue.emit(
        "my_chat_member",
        {
            "chat": chat_json(world, chat),
            "from": user_json(world.users[BOT_ID]),
            "date": request.state.now(),
            "old_chat_member": member_json(world, BOT_ID, before),
            "new_chat_member": member_json(world, BOT_ID, "left"),
        },
    )
    return True
