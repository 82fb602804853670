"""The skills of the action register, loaded when the first of them is called.

To load how updates are read takes 0.2 s, which a question alone need not wait for.
"""

from __future__ import annotations

from bot.core.skills.actions import action, actions, history
from bot.core.skills.add import add_action, plan_of_chat
from bot.core.skills.change import change
from bot.core.skills.consent import consent
from bot.core.skills.my_data import forget_me, my_data
from bot.core.skills.remind import remind
from bot.core.skills.reminders import reminders
from bot.core.skills.report import gaps, report
from bot.core.skills.settle import confirm, dismiss, inbox, pick
from bot.core.skills.snooze import snooze
from bot.core.skills.status import status
from bot.core.skills.undo import edit, undo
from bot.core.skills.update import update
from bot.core.types import Intent

RUN = {
    Intent.UPDATE: update,
    Intent.ACTIONS: actions,
    Intent.ACTION: action,
    Intent.HISTORY: history,
    Intent.CHANGE: change,
    Intent.UNDO: undo,
    Intent.EDIT: edit,
    Intent.ADD_ACTION: add_action,
    Intent.PLAN_OF_CHAT: plan_of_chat,
    Intent.INBOX: inbox,
    Intent.PICK: pick,
    Intent.CONFIRM: confirm,
    Intent.DISMISS: dismiss,
    Intent.REPORT: report,
    Intent.GAPS: gaps,
    Intent.REMINDERS: reminders,
    Intent.REMIND: remind,
    Intent.CONSENT: consent,
    Intent.SNOOZE: snooze,
    Intent.STATUS: status,
    Intent.MY_DATA: my_data,
    Intent.FORGET_ME: forget_me,
}
