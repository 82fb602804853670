"""All wording of the channel itself. What is said of documents and actions comes from the core."""

from __future__ import annotations

FAILED = (
    "Something went wrong on my side, so I cannot tell whether that was done. Please try again in a"
    " minute. If it stays so, tell whoever looks after me."
)
LOOKING = "Looking…"
NOT_HERE = "I do not work here. You can ask me in {}."
SENT_DIRECTLY = "That is long, so I have sent it to you as a direct message."

SHARE_LABEL = "Share with channel"
SHARED = "{} asked: {}"
SHARED_ALREADY = "I cannot share that any more: it was shared already, or is too old. Ask again."

HELPFUL, NOT_HELPFUL, PERSON, CONTEXT = "Helpful", "Not helpful", "Ask a person", "Context"
THANKS = "Thank you, I have kept that."
CALLED = "{} {} would like a person's answer to the question above."
CALLED_BY = "{} would like a person's answer to: {}"
PASSED_ON = "I have passed your question on to {}."
CALLED_ALREADY = "Somebody has been asked already."
CONTACT = "You could ask {}."
NOBODY = "Nobody is named here whom I could ask."
WHY_TITLE, WHY_SUBMIT, WHY_CLOSE = "Not helpful", "Send", "Close"
WHY_LABEL, WHY_WORDS = "What was wrong with it?", "In your own words"
REASONS = (
    ("about", "It is not about what I asked"),
    ("old", "It is out of date"),
    ("missing", "Something is missing"),
    ("wrong", "It is wrong"),
)
FORM_TITLE, FORM_SUBMIT, FORM_CLOSE = "Log an update", "Log it", "Close"
MAY_NOT_LOG = "You can ask questions here, but not log updates. Ask your partnership officer."
NO_ACTIONS = "There is no action plan here yet, so there is nothing to log an update on."
PERCENT = "A whole number from 0 to 100."
WHICH_ACTION = "Choose the action that it is about."
OFFER = "That sounds like an update on {}. Shall I log it? Only you see this."
OFFER_YES, OFFER_NO = "Log it", "Not now"
OFFER_GONE = "I no longer have that message. Mention me and say it again."
ANSWERED = "{}: {}, {}"  # what a line is called, the words of a button, who pushed it
SOMEBODY = "somebody"
SNOOZE_TITLE, SNOOZE_SUBMIT = "Snooze an action", "Snooze it"
SNOOZE_UNTIL, SNOOZE_WHY = "Leave it out of reminders until", "Why?"
SNOOZE_PAST = "Choose a day that is still to come."
BLOCK_TITLE, BLOCK_SUBMIT, BLOCK_WHY = "Blocked", "Log it", "What is in the way?"
