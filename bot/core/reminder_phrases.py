"""What people say about reminders and about themselves -> what is wanted, as a table of patterns.

The named parts go to the skill: ``verb`` is what to do, ``which`` a reminder or a delivery by its
id; ``rest`` is when to remind, or what to snooze.
"""

from __future__ import annotations

from bot.core.types import Intent

_WHEN = (
    r"(?:weekly|fortnightly|once|every|each|before|quiet|(?:on )?(?:mon|tue|wed|thu|fri|sat|sun)\w*"
    r"|(?:\w+(?:,| and) )*\w+ (?:working )?(?:days?|weeks?) before)\b"
)
_NOT = r"(?:do not|don['’]?t|no longer|never|please don['’]?t)"
REMINDING: tuple[tuple[Intent, str], ...] = (
    (
        Intent.REMINDERS,
        r"(?:(?:show|list|what are)(?: me)?(?: all)? )?(?:the |our |my |all )?reminders?(?: list)?"
        r"|remind(?: list)?|(?:what|which) reminders (?:are there|do we have|are set)",
    ),
    (Intent.REMINDERS, r"(?P<verb>digest)(?: (?P<which>r\d{1,9}))?"),
    (
        Intent.REMIND,
        r"(?:remind(?:ers?)? )?(?P<verb>pause|resume|delete|remove|preview|send)"
        r"(?: (?:the )?(?:reminder|digest))? (?P<which>r\d{1,9})(?: now)?",
    ),
    (
        Intent.REMIND,
        r"(?:remind(?:ers?)? (?P<verb>pause|resume|delete|remove|preview|send)"
        r"|(?P<only>pause|resume|preview|send|delete) (?:the |this )?(?:reminder|digest)"
        r"|(?P<bare>preview))(?: (?:it|this))?(?: now)?",
    ),
    (Intent.REMIND, r"(?P<verb>send) (?P<which>d\d{1,9}) again"),
    (Intent.REMIND, r"(?P<which>d\d{1,9}) (?P<verb>arrived|was sent)"),
    (
        Intent.CONSENT,
        rf"(?P<verb>{_NOT} remind) me"
        r"|(?:please )?(?P<stop>stop)(?: reminding(?: me)?| my reminders?)?",
    ),
    (
        Intent.CONSENT,
        r"(?:please )?(?P<verb>remind) me(?: (?:too|please|directly|privately|in private"
        rf"|by (?:direct |private )?messages?)|(?: {_WHEN}.*)?)",
    ),
    (Intent.CONSENT, rf"(?P<verb>{_NOT} mention|stop mentioning) me(?: in .+)?"),
    (Intent.CONSENT, r"(?:please )?(?P<verb>mention) me(?: in (?:the )?(?:reminders|digests))?"),
    (
        Intent.REMIND,
        r"(?P<verb>remind)(?: us| (?:the )?team| everyone| everybody| this (?:chat|channel|group))?"
        rf"[:,]? (?P<rest>{_WHEN}.*)",
    ),
    (
        Intent.REMIND,
        r"(?:(?:add|set(?: up)?|make|create|new|schedule)(?: an?)? )?(?:new )?(?P<verb>reminder)"
        rf"[:,]? (?:for )?(?P<rest>{_WHEN}.*)",
    ),
    (
        Intent.REMIND,
        r"(?:please )?(?P<verb>remind) (?!me\b|us (?:of|what|who|how|why)\b)(?P<rest>.+)",
    ),
    (Intent.REMIND, r"(?:add|set(?: up)?|make|create|new)(?: an?)? (?:new )?(?P<verb>reminder)"),
    (Intent.SNOOZE, r"(?:show |list )?(?P<verb>snoozed)(?: actions)?"),
    (Intent.SNOOZE, r"(?P<verb>snooze|wake)(?: up)?(?:[\s:]+(?P<rest>.+))?"),
    (Intent.STATUS, r"(?:bot |your )?status|are you (?:up|running|alive|working|there)"),
    (
        Intent.MY_DATA,
        r"(?:show |export |see |get )?(?:me )?my (?:own )?data"
        r"|what (?:data )?(?:do you|is|have you) (?:hold|have|know|keep|store|held|kept)"
        r"(?: \w+)? (?:on|about|of) me",
    ),
    (
        Intent.FORGET_ME,
        r"forget (?:about )?me(?:[:,]? (?P<verb>yes))?"
        r"|(?:delete|erase|remove) (?:me|my (?:data|name|details|account))",
    ),
)
