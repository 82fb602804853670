"""A log record -> the same without the token, whoever logs it and at whatever level.

The library's HTTP client logs addresses, and the token is a part of them; so do some of its errors.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

BLOTTED = "(token)"
_LEAST = 8  # characters of a secret; anything shorter would blot out ordinary words
_CHATTY = ("httpx", "httpcore")


@contextmanager
def kept_secret(*secrets: str) -> Iterator[None]:
    """While it is open, nothing that is logged in this process has one of the secrets in it."""
    parts = [secret.rpartition(":")[2] for secret in secrets]
    hidden = [part for part in parts if len(part) >= _LEAST]
    before = logging.getLogRecordFactory()

    def discreet(*args: object, **named: object) -> logging.LogRecord:
        record = before(*args, **named)
        _blot(record, hidden)
        return record

    for name in _CHATTY:
        logger = logging.getLogger(name)
        if logger.level == logging.NOTSET:
            logger.setLevel(logging.WARNING)
    logging.setLogRecordFactory(discreet)
    try:
        yield
    finally:
        if logging.getLogRecordFactory() is discreet:
            logging.setLogRecordFactory(before)


def without(text: str, secrets: list[str]) -> str:
    """A text, its secrets blotted out."""
    for secret in secrets:
        text = text.replace(secret, BLOTTED)
    return text


def _blot(record: logging.LogRecord, secrets: list[str]) -> None:
    said = record.getMessage()
    if any(secret in said for secret in secrets):
        record.msg, record.args = without(said, secrets), ()
    if record.exc_info:  # formatters take the text of an error that is there already
        trace = logging.Formatter().formatException(record.exc_info)
        if any(secret in trace for secret in secrets):
            record.exc_text = without(trace, secrets)
