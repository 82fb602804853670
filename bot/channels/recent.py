"""Something that came -> whether it came lately, without asking the database."""

from __future__ import annotations

from collections import OrderedDict

_MOST = 5_000


class Recent:
    """The keys of what came last. It belongs to one event loop."""

    def __init__(self, most: int = _MOST) -> None:
        self._keys: OrderedDict[str, None] = OrderedDict()
        self._most = most

    def is_new(self, key: str) -> bool:
        """Whether it is new, and note it: without a pause, so that two at once cannot pass."""
        if key in self._keys:
            return False
        self._keys[key] = None
        while len(self._keys) > self._most:
            self._keys.popitem(last=False)
        return True
