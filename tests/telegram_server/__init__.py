"""A Telegram on this computer: what a bot sends over the wire -> chats that a test looks at.

The server speaks the Bot API on a free loopback port, in a thread with its own loop. A test is
ordinary synchronous code: it acts as a person, then waits with a deadline for what the bot does;
the bot runs in another thread or process.

    from tests.telegram_server import AILSA, FORUM, TelegramServer

    with TelegramServer() as telegram:       # or TelegramServer(privacy=False, clock=...)
        start_the_bot(telegram.base_url, telegram.base_file_url, telegram.token)
        telegram.await_polling()
        asked = telegram.dm("who signs the compact?")          # by AILSA unless user=
        answer = telegram.await_message(AILSA, after=asked)
        press = telegram.press(answer, "Show more")            # a label or a callback_data
        telegram.await_answered(press)
        telegram.await_edit(answer, where=lambda m: "3 of 3" in m.words)

``TelegramServer(privacy=True, mentions_heard=False, clock=time.time, ...)``:
  privacy         in groups the bot hears only what is meant for it (see `say`); getMe says so
  mentions_heard  a mention by @name counts as meant for it; Telegram's documents do not promise it
  clock           of dates and of the life of a press (30 s); `HandClock` to turn it
  retry_delays    seconds between the tries of a webhook, the last one for all that follow
  flood           429 by itself: over 30 a second, 20 a minute in a group, 5 in 5 s in private

Where  url, api_url ("http://127.0.0.1:PORT"), base_url (api_url + "/bot"), base_file_url (api_url +
       "/file/bot"), token, bot_id, bot_name ("glenmore_compact_bot", without @).
Who    AILSA (who acts when nobody is named), BRYN, STRANGER, OTHER_BOT: ids of people; a private
       chat has the id of its person and begins when the person speaks (or `start(user)`).
       GROUP (a basic group), SUPERGROUP, FORUM (topics PLANS and MINUTES, and General, which has no
       id), ELSEWHERE (a supergroup without the bot): ids of chats, with AILSA (creator), BRYN in.
       add_user(id, name, ...), add_chat(id, kind, title, ...), add_topic(chat, name) -> id;
       user(id), chat(id).

As a person (the last argument is user=AILSA; in a private chat it is whose chat it is)
       say(chat, text, user, topic=None, reply_to=None) -> Message: with privacy the bot hears
         commands to it, bare commands unless another bot spoke last, replies to it, and all as
         administrator; Message.updates says what it was told
       say_as_chat(chat, text, topic=None, reply_to=None): by an administrator who hides behind it
       dm(text, user), command(chat, "ask words", user, topic=None, reply_to=None), which types
         "/ask@bot words", mention(chat, text, ...), send_file(chat, name, content, caption, user)
       edit(message, text), delete(message) (nobody is told), react(message, "👍", user)
       press(message, label_or_data, user) -> Press; an old copy (`as_now()`) presses an old button
       inline_query(text, user) -> InlineQuery; chosen(query, title_or_id, chat, user) -> Message
       start(user, payload=""), block(user), unblock(user), joins(chat, user), leaves(chat, user)
       add_bot(chat, user), kick_bot(chat, user), promote_bot(chat, user), demote_bot(chat, user)
       migrate(GROUP) -> id of the supergroup; close_topic(chat, topic), delete_topic(chat, topic)
       emit(kind, payload) -> Update (any update, also an unknown one)

Waiting (deadline=10.0 seconds, then `TooLate`, an AssertionError that shows what did come)
       await_message(chat=None, where=None, topic=None, reply_to=None, after=None): the bot's newest
         that fits; after: sent or edited later than this message, press, update or call
       await_messages(chat, count, where=None, after=None) -> list, oldest first
       await_edit(message, where=None, count=1): the message, edited at least so often, that fits
       await_deleted(message), await_answered(press_or_inline_query) -> Answer
       await_call(method, where=None, count=1) -> Call, await_file(name) -> StoredFile
       await_polling(): a getUpdates waits now (or a webhook is set); await_taken(): everything so
       far is confirmed by an offset or a webhook's 200; await_that(condition, what)

Looking
       messages(chat, topic=None) (what stands, oldest first), calls("sendMessage"), updates,
       pending, presses, inline_queries, files, webhook, commands(scope), menu(chat, user),
       profile("description"), menu_button(chat), typing(chat)
       Message: id, chat, user, text (or caption), entities, keyboard, topic, reply_to, files,
       reactions, deleted, edits, earlier, at, arguments, updates; .words (what is shown), .buttons
       (labels), .data (callback_data by label), .marked("blockquote") (texts), .as_now() (a copy)
       Update: id, kind, payload, sent, confirmed, dropped; Answer: text, alert, url
       Press: id, data, message, user, update, answer; InlineQuery: id, text, answer, results
       Call: method, arguments, at, answer, status, ok, result, error, fault
       StoredFile: name, content, kind, mime, size (width and height of a photo)

Faults
       faults.add("sendMessage", status=429, retry_after=1, times=1) -> Fault (.hits)
       what: status=400/401/403/404/409/429/500/502 (502 is HTML) with description="...",
             drop="before"/"after", delay=2.0, hold=True (until .release()), truncate=True,
             html=True, garbage=True; where=lambda arguments: ...
       methods: any of the Bot API, "*" (all of them but getUpdates), "download"
       unknown_methods.add("setMessageReaction") (404)
       go_down(), come_up() (the same port); cut() (every connection is reset)
       with duplicated(times=2): ..., with reordered(): ...; redeliver(update) (the same update_id)
"""

from tests.slack_server.clock import HandClock
from tests.telegram_server.faults import Fault
from tests.telegram_server.messages import Message, StoredFile
from tests.telegram_server.records import Answer, Call, InlineQuery, Press, Update
from tests.telegram_server.server import TelegramServer
from tests.telegram_server.state import TooLate
from tests.telegram_server.world import (
    AILSA,
    BRYN,
    ELSEWHERE,
    FORUM,
    GROUP,
    MINUTES,
    OTHER_BOT,
    PLANS,
    STRANGER,
    SUPERGROUP,
)

__all__ = ["AILSA", "BRYN", "ELSEWHERE", "FORUM", "GROUP", "MINUTES", "OTHER_BOT", "PLANS"]
__all__ += ["STRANGER", "SUPERGROUP", "Answer", "Call", "Fault", "HandClock", "InlineQuery"]
__all__ += ["Message", "Press", "StoredFile", "TelegramServer", "TooLate", "Update"]
