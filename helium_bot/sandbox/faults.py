"""Faults: on demand, the sandbox fails as networks and servers do."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class FaultKind(StrEnum):
    """What goes wrong with a call."""

    FLOOD = "flood"
    """429 with ``seconds`` to wait; the call is not carried out."""
    SERVER_ERROR = "server_error"
    """500; the call is not carried out."""
    TIMEOUT = "timeout"
    """No answer until the caller gives up; the call is not carried out."""
    DROP = "drop"
    """The call is carried out, and the connection breaks before the answer arrives."""


@dataclass(slots=True)
class Fault:
    """The next ``times`` calls of ``method`` ("" for any but getUpdates), of one chat if given, go wrong."""

    kind: FaultKind
    method: str = ""
    times: int = 1
    seconds: int = 1
    chat: int | None = None

    def meets(self, method: str, chat: int | None) -> bool:
        """Whether it strikes this call."""
        named = self.method.lower() == method.lower() if self.method else method.lower() != "getupdates"
        return self.times > 0 and named and self.chat in (None, chat)


class FaultSchedule:
    """Faults still to come."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []

    def add(self, wanted: Mapping[str, Any]) -> Fault:
        """Plan a fault from its JSON form. Raises ValueError or TypeError when it is none."""
        chat = wanted.get("chat")
        fault = Fault(
            FaultKind(str(wanted["kind"])),
            str(wanted.get("method", "")),
            int(wanted.get("times", 1)),
            int(wanted.get("seconds", 1)),
            None if chat is None else int(chat),
        )
        self._faults.append(fault)
        return fault

    def clear(self) -> None:
        """Plan nothing any more."""
        self._faults.clear()

    def strike(self, method: str, chat: int | None) -> Fault | None:
        """The fault that strikes this call, if any; uses it up once."""
        fault = next((each for each in self._faults if each.meets(method, chat)), None)
        if fault:
            fault.times -= 1
        return fault
