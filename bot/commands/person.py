"""Who gives a command: the person at the terminal."""

from __future__ import annotations

import getpass

from bot.core.register import Person, Role


def officer() -> Person:
    """Whoever can run the program here may change plans; their name is that of their login."""
    try:
        name = getpass.getuser()
    except (KeyError, OSError):  # a container may have a user without a name
        name = ""
    return Person("terminal", name, Role.OFFICER)
