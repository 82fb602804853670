"""All wording of the channel itself. What is said of documents and actions comes from the core."""

from __future__ import annotations

FAILED = (
    "Something went wrong on my side, so I cannot tell whether that was done. Please try again in a"
    " minute. If it stays so, tell whoever looks after me."
)
STRANGER = (
    "I answer only people whom a partnership officer has let in. {} for a code, and send it to me"
    " here. Your Telegram id is {}."
)
ASK_CONTACT, ASK_OFFICER = "Ask {}", "Ask your partnership officer"
BAD_CODE = (
    "That code is not good, or no longer: each is good once, for some days. Ask for another one,"
    " and send it to me here."
)
WELCOME = "Welcome, {}. You can ask questions about the documents, and look at the action plan."
WELCOME_LOGS = (
    "Welcome, {}. You can ask questions about the documents, and tell me how actions are going."
)
NOT_HERE = (
    "I do not answer in this group yet. Its id is {}: put it under telegram.chats in config.yaml,"
    " and start me again."
)
IDS = "Your Telegram id is {}."
IDS_OF_CHAT = "Your Telegram id is {}, and that of this group {}."
ANONYMOUS = (
    "You write as the group itself, so I cannot tell who you are. Write under your own name."
)

STALE = "That button is too old. Please ask again."
NOT_FOR_YOU = "You cannot use that. Ask your partnership officer to let you in."
THANKS = "Thank you, I have kept that."
CALLED = "{} {} would like a person's answer to the question above."
CALLED_BY = "{} would like a person's answer to: {}"
PASSED_ON = "I have passed your question on."
CALLED_ALREADY = "Somebody has been asked already."
CONTACT = "You could ask {}."
NOBODY = "Nobody is named here whom I could ask."
DONE_KEY = "{}: {} – {}"  # what a line is called, the words of a key, who pushed it
SOMEBODY = "somebody"

MAY_NOT_LOG = "You can ask questions here, but not log updates. Ask your partnership officer."
NO_ACTIONS = "There is no action plan here yet, so there is nothing to log an update on."
OF_A_BOT = "That was said by a bot, so there is nobody under whose name it could be logged."
NO_WORDS = "I read words only, and that message has none."
WHICH_ACTION = "Which action is it about?"
WHICH_STATUS = "How does it stand?"
WHICH_PERCENT = "How much of it is done?"
WHICH_DAY = "When is it due?"
SURE = "Shall I log that?"
LOG_IT, CANCEL, EARLIER, LATER, ALL = "Log it", "Cancel", "‹ Earlier", "More ›", "All actions"
NO_FIGURE, AS_IT_IS = "No figure", "As it is"
OTHER_DAY = "Another day"
TYPE_IT = "Type it with your own day, for example: /update {}"
CANCELLED = "Set aside, nothing was logged."
NOT_YOUR_FORM = "Somebody else is filling that in. Type /update for your own."
STATUSES = (
    ("not_started", "Not started"),
    ("in_progress", "In progress"),
    ("blocked", "Blocked"),
    ("done", "Done"),
)
DAYS = ((7, "In a week"), (14, "In two weeks"), (30, "In a month"), (91, "In three months"))

TOPIC_GONE = "The topic that this belongs to is closed or gone, so it stands here."
SEND_AGAIN_FILE = "I cannot tell whether {} arrived. If you do not see it, ask for it again."
FILE_FAILED = "I could not send {}. Please ask for it again in a minute."
FILE_TOO_BIG = "{} is too big for Telegram; whoever looks after me has it."
BLOCKED = "They blocked the bot, or never started it."
PUT_OUT = "The bot is no longer in that group."
PAUSED_TOLD = "I can no longer write to {}. {} Nothing is sent there until I can again."
DESCRIPTION = (
    "I answer questions about your partnership's compact in its own words, and keep its action"
    " plan. Press Start, and send me the code that you were given."
)
SHORT_DESCRIPTION = "Answers from your compact, word for word, and keeps its action plan."
INLINE_START = "Only for people whom an officer let in"
