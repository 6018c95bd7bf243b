"""Pacing: how fast the bot sends, against the limits that Telegram publishes."""

import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .refusals import flood


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``calls`` within any ``seconds``."""

    name: str
    calls: int
    seconds: float


OVERALL = Limit("overall", 30, 1.0)
PER_CHAT = Limit("chat", 1, 1.0)
PER_GROUP = Limit("group", 20, 60.0)
PACED = frozenset(
    {
        "sendmessage", "sendmessagedraft", "senddocument", "sendphoto", "editmessagetext", "editmessagecaption",
        "editmessagereplymarkup", "setmessagereaction",
    }
)  # fmt: skip
"""Methods that count: messages, edits and drafts. Chat actions and answers to taps do not."""


class Pacing:
    """Counts sends in sliding windows of the given monotonic clock (seconds), and refuses them when ``enforced``."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self.reset()
        self.enforced = False

    def reset(self) -> None:
        """Start counting afresh."""
        self._windows: dict[tuple[str, int], deque[float]] = {}
        self._peaks: dict[str, int] = {}
        self._breaches: list[dict[str, Any]] = []
        self._sent = 0

    def count(self, method: str, chat: int) -> None:
        """Count a call to ``chat``. Raises Refusal (429) when limits are enforced and one is broken."""
        if method.lower() not in PACED:
            return
        now = self._clock()
        windows = [(limit, self._window(limit, key, now)) for limit, key in _limits(chat)]
        for limit, window in windows:
            if self.enforced and len(window) >= limit.calls:
                raise flood(max(1, math.ceil(window[0] + limit.seconds - now)))
        self._sent += 1
        for limit, window in windows:
            window.append(now)
            self._peaks[limit.name] = max(self._peaks.get(limit.name, 0), len(window))
            if len(window) > limit.calls:
                self._breaches.append({"limit": limit.name, "chat": chat, "method": method, "calls": len(window)})

    def _window(self, limit: Limit, key: int, now: float) -> deque[float]:
        """When the calls that still count against ``limit`` were made."""
        window = self._windows.setdefault((limit.name, key), deque())
        while window and window[0] <= now - limit.seconds:
            window.popleft()
        return window

    def as_json(self) -> dict[str, Any]:
        """Peaks per window and every breach so far."""
        return {
            "sent": self._sent,
            "peaks": self._peaks,
            "breaches": self._breaches,
            "enforced": self.enforced,
            "limits": {limit.name: [limit.calls, limit.seconds] for limit in (OVERALL, PER_CHAT, PER_GROUP)},
        }


def _limits(chat: int) -> list[tuple[Limit, int]]:
    return [(OVERALL, 0), (PER_GROUP, chat) if chat < 0 else (PER_CHAT, chat)]
