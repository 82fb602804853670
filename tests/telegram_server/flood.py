"""How fast a bot may speak -> how long it must wait, where the test asked for real limits."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field

OVERALL = (30, 1.0)  # requests in so many seconds, as the FAQ has them
GROUP = (20, 60.0)
PRIVATE = (5, 5.0)  # one a second, with the short bursts that are "allowed"
COUNTED = frozenset(
    "sendmessage senddocument sendphoto sendmediagroup editmessagetext editmessagecaption"
    " editmessagereplymarkup".split()
)


@dataclass
class Flood:
    """When something was sent: to one chat, and overall. Seconds of the server's clock."""

    _sent: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def wait(self, method: str, chat: str, now: float) -> int:
        """Seconds until this may be sent; 0, and it counts, where it may be sent at once."""
        if method.lower() not in COUNTED:
            return 0
        limits = {"": OVERALL, chat: GROUP if chat.startswith("-") else PRIVATE}
        waits = [self._wait(name, limit, now) for name, limit in limits.items()]
        if not any(waits):
            for name in limits:
                self._sent[name].append(now)
        return max(waits)

    def _wait(self, name: str, limit: tuple[int, float], now: float) -> int:
        most, seconds = limit
        sent = self._sent[name]
        while sent and now - sent[0] >= seconds:
            sent.popleft()
        return max(1, int(sent[0] + seconds - now + 0.999)) if len(sent) >= most else 0
