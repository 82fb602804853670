"""People, chats and messages -> the JSON that Telegram makes of them."""

from __future__ import annotations

from tests.telegram_server.messages import Message, StoredFile
from tests.telegram_server.records import Json
from tests.telegram_server.world import BOT_ID, Chat, Status, User, World


def user_json(user: User) -> Json:
    told: Json = {"id": user.id, "is_bot": user.is_bot, "first_name": user.name}
    if user.last_name:
        told["last_name"] = user.last_name
    if user.username:
        told["username"] = user.username
    if not user.is_bot:
        told["language_code"] = user.language
    return told


def chat_json(world: World, chat: Chat) -> Json:
    if chat.kind == "private":
        person = user_json(world.users[chat.id])
        names = ("first_name", "last_name", "username")
        return {"id": chat.id, "type": "private"} | {n: person[n] for n in names if n in person}
    told: Json = {"id": chat.id, "title": chat.title, "type": chat.kind}
    if chat.forum:
        told["is_forum"] = True
    if chat.kind == "group":
        told["all_members_are_administrators"] = False
    return told


def message_json(world: World, message: Message, *, with_reply: bool = True) -> Json:
    """A message; what it replies to is told without what that replies to."""
    chat = world.chats[message.chat]
    told: Json = {
        "message_id": message.id,
        "from": user_json(world.users[message.user]),
        "chat": chat_json(world, chat),
        "date": message.date,
    }
    if message.edit_date is not None:
        told["edit_date"] = message.edit_date
    if message.topic is not None:
        told["message_thread_id"] = message.topic
    if message.in_topic:
        told["is_topic_message"] = True
    if message.as_chat:
        told["sender_chat"] = chat_json(world, chat)
    if message.via_bot:
        told["via_bot"] = user_json(world.users[BOT_ID])
    if message.album:
        told["media_group_id"] = message.album
    if with_reply and message.reply_to is not None:
        told["reply_to_message"] = _replied(world, chat, message.reply_to)
    if message.keyboard:
        told["reply_markup"] = {"inline_keyboard": message.keyboard}
    return told | _content(message) | _service(world, message)


def _replied(world: World, chat: Chat, id: int) -> Json:
    """The message, also a deleted one; the one that opened a topic where it is that."""
    if id in chat.messages:
        return message_json(world, chat.messages[id], with_reply=False)
    topic = chat.topics[id]
    creator = next(user for user, status in chat.people.items() if status == "creator")
    return {
        "message_id": id,
        "from": user_json(world.users[creator]),
        "chat": chat_json(world, chat),
        "date": 1_780_000_000,
        "message_thread_id": id,
        "is_topic_message": True,
        "forum_topic_created": {"name": topic.name, "icon_color": 7_322_096},
    }


def _content(message: Message) -> Json:
    entities = [entity.json for entity in message.entities]
    if not message.files:
        told: Json = {"text": message.text} if message.text else {}
        return told | ({"entities": entities} if entities else {})
    told = {"caption": message.text} if message.text else {}
    if entities:
        told["caption_entities"] = entities
    file = message.files[0]
    if file.kind == "photo":
        return told | {"photo": photo_json(file)}
    return told | {"document": file_json(file) | {"file_name": file.name, "mime_type": file.mime}}


def _service(world: World, message: Message) -> Json:
    """The fields of a service message; people in it are told as people."""
    told = dict(message.service)
    for name in ("new_chat_members",):
        if name in told:
            told[name] = [user_json(world.users[user]) for user in told[name]]
    if "left_chat_member" in told:
        told["left_chat_member"] = user_json(world.users[told["left_chat_member"]])
    return told


def file_json(file: StoredFile) -> Json:
    return {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.content),
    }


def photo_json(file: StoredFile) -> list[Json]:
    """One photo in one size; the real one adds smaller ones before it."""
    width, height = file.size
    return [file_json(file) | {"width": width, "height": height}]


def member_json(world: World, user: int, status: Status) -> Json:
    told: Json = {"user": user_json(world.users[user]), "status": status}
    if status == "creator":
        return told | {"is_anonymous": False}
    if status == "kicked":
        return told | {"until_date": 0}
    if status == "administrator":
        rights = (
            "can_manage_chat can_change_info can_delete_messages can_invite_users "
            "can_restrict_members can_promote_members can_manage_video_chats can_post_stories "
            "can_edit_stories can_delete_stories can_pin_messages can_manage_topics"
        )
        given = dict.fromkeys(rights.split(), True)
        return told | given | {"can_be_edited": False, "is_anonymous": False}
    return told
