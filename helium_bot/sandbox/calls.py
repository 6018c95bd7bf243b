"""CallLog: every Bot API call as it came, and what became of it."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

KEPT = 20_000
"""How many calls are remembered; getUpdates without updates is not."""


@dataclass(slots=True)
class Call:
    """One call. ``code`` is 200, a refusal's code, or 0 when the caller never got an answer; no token is kept."""

    n: int
    at: datetime
    method: str
    parameters: Mapping[str, Any]
    code: int = 0
    description: str = ""
    result: Any = None
    warnings: list[str] = field(default_factory=list)
    fault: str = ""

    def as_json(self) -> dict[str, Any]:
        """The call as the control API tells it."""
        return {
            "n": self.n,
            "at": self.at.isoformat(),
            "method": self.method,
            "parameters": dict(self.parameters),
            "code": self.code,
            "ok": self.code == 200,
            "description": self.description,
            "result": self.result,
            "warnings": self.warnings,
            "fault": self.fault,
        }


class CallLog:
    """The latest calls, oldest first."""

    def __init__(self) -> None:
        self._calls: deque[Call] = deque(maxlen=KEPT)
        self._count = 0

    def begin(self, method: str, parameters: Mapping[str, Any], at: datetime) -> Call:
        """Note a call that has just come in."""
        self._count += 1
        call = Call(self._count, at, method, parameters)
        self._calls.append(call)
        return call

    def forget(self, call: Call) -> None:
        """Drop a call that says nothing: an empty poll."""
        self._calls.remove(call)

    def since(self, n: int = 0, method: str = "") -> list[Call]:
        """The calls after number ``n``, of ``method`` if one is named."""
        return [call for call in self._calls if call.n > n and method.lower() in {"", call.method.lower()}]
