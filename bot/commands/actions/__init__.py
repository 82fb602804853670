"""``compactbot actions``: what it is asked to do -> the module that does it."""

from __future__ import annotations

import argparse
from importlib import import_module

_MODULES = {
    "import": "importing",
    "list": "listing",
    "show": "showing",
    "add": "adding",
    "edit": "editing",
    "export": "exporting",
}


def run(args: argparse.Namespace) -> int:
    """Its exit code."""
    return int(import_module(f"{__name__}.{_MODULES[args.actions]}").run(args))
