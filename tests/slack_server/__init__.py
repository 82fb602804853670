"""A Slack on this computer: what a bot sends over the wire -> a workspace that a test looks at.

The server speaks Slack's Web API, Socket Mode and signed HTTP delivery on a free loopback port, in
a thread with its own loop. A test is ordinary synchronous code: it acts as a person, then waits
with a deadline for what the bot does; the bot runs in another thread or process.

    from tests.slack_server import SlackServer

    with SlackServer() as slack:                 # or SlackServer(scopes=[...], clock=HandClock())
        start_the_bot(slack.api_url, slack.bot_token, slack.app_token)
        slack.await_socket()
        asked = slack.mention("C0PLANS", "who signs the compact?")  # by "U0AILSA" unless user=
        answer = slack.await_message("C0PLANS", thread_ts=asked.ts)
        slack.press(answer, "Show more")         # a label or an action_id
        slack.await_message("C0PLANS", thread_ts=asked.ts, where=lambda m: "3 of 3" in m.words)

``SlackServer(scopes=None, subscriptions=None, clock=time.time, retry_delays=(), echo=True)``:
  scopes          what the bot token has (None: all)
  subscriptions   the events it gets: {"app_mention", "message.channels", ...} (None: all)
  clock           of timestamps, trigger_ids (3 s), response_urls (30 min); `HandClock` to turn it
  retry_delays    seconds after which an event without ack is sent anew (real: 0, 60, 300)
  echo            the bot hears its own messages, as in the real one

Where  url, api_url ("http://127.0.0.1:PORT/api/"), bot_token, app_token, signing_secret, team_id,
       bot_user, bot_id, app_id; request_url = "http://..." switches to signed HTTP (verify_url()).
Who    U0AILSA (who acts when nobody is named), U0BRYN, U0GUEST (guest), U0STRANGER (team T0OTHER),
       U0OTHERBOT; C0GENERAL, C0PLANS, C0SHARED (Slack Connect), C0ELSEWHERE (without the bot);
       add_user(id, ...), add_channel(id, ...), add_group(id, users), user(id), channel(id).

As a person (the last argument is user="U0AILSA")
       say(channel, text, user, thread_ts=None), mention(...), dm(text, ...) -> Message
       slash(command, text, channel="C0PLANS") -> Delivery
       press(message_or_view, label_or_action_id) -> Delivery
       choose(message_or_view, action_id_or_label, value) -> Delivery
       fill_in(view, {label: value}), submit(view, {label_block_id_or_action_id: value}) -> Delivery
       close_view(view), shortcut(message, callback_id), global_shortcut(callback_id) -> Delivery
       edit(message, text), delete(message), unfurl(message), react(message, name), open_home(user)
       rename(channel, name), emit(event) -> Delivery (any event, also an unknown one)

Waiting (deadline=30.0 seconds, then `TooLate`, an AssertionError that shows what did come)
       await_message(channel=None, where=None, thread_ts=None): the bot's newest that fits
       await_ephemeral(user, where), await_view(user, where), await_home(user, where)
       await_call(method, where=None, count=1) -> Call, await_ack(delivery) -> Ack
       await_acked() (everything so far), await_reaction(message, name), await_socket(count=1)
       await_that(condition, what)

Looking
       messages(channel, thread_ts=None), ephemerals, calls("chat.postMessage"), deliveries, acks,
       warnings, views(user), home(user), files, statuses
       Message: ts, channel, user, text, blocks, thread_ts, deleted, edited, reactions, files, at,
       deliveries; .words (all that is shown), .buttons (labels), .pings ("<!channel>", "<@U..>"
       that would ping), .as_now() (a copy, to press an old button later)
       Delivery: kind, payload, event, envelopes, acks, acked, failed, event_id, trigger_id
       Ack: payload, seconds (after it was sent), ignored; Call: arguments, answer, ok, error, fault

Faults
       faults.add("chat.postMessage", status=429, retry_after=1, times=1) -> Fault (.hits)
       what: status=429/500/503, drop="before"/"after", delay=2.0, hold=True (until .release()),
             truncate=True, html=True, error="internal_error"; where=lambda arguments: ...
       methods: any of the Web API, "*", "response_url", "upload", "socket" (its opening)
       unknown_methods.add("assistant.threads.setStatus")
       sockets.cut(), .close(), .freeze(), .thaw(), .mute(), .unmute(), .refresh(), .ping()
       go_down(), come_up() (the same port)
       with duplicated(times=2): ..., with reordered(): ..., with acks_ignored(): ...
       redeliver(delivery); all_sockets = True (each event to every open socket)
"""

from tests.slack_server.clock import HandClock
from tests.slack_server.forms import NotFilledIn
from tests.slack_server.loops import LoopThread
from tests.slack_server.messages import Message
from tests.slack_server.records import Ack, Call, Delivery
from tests.slack_server.server import SlackServer
from tests.slack_server.state import TooLate
from tests.slack_server.workspace import View

__all__ = ["Ack", "Call", "Delivery", "HandClock", "LoopThread", "Message", "NotFilledIn"]
__all__ += ["SlackServer", "TooLate", "View"]
