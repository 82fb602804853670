"""What the doctor tells of one thing that it looked at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. ``fix`` says what to do where it is not ok, or may not be."""

    name: str
    ok: bool
    detail: str
    fix: str = ""
