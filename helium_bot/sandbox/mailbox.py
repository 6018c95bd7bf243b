"""Mailbox: the updates that wait for the bot, as getUpdates gives them out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

FIRST_UPDATE_ID = 873_000_001
NOT_BY_DEFAULT = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(frozen=True, slots=True)
class Waiting:
    """An update that the bot has not confirmed."""

    id: int
    payload: Mapping[str, Any]

    def as_json(self) -> dict[str, Any]:
        """A Bot API Update object."""
        return {"update_id": self.id, **self.payload}


class Mailbox:
    """Keeps updates until the bot confirms them by asking for later ones: what is confirmed is gone for good."""

    def __init__(self) -> None:
        self._waiting: list[Waiting] = []
        self._next = FIRST_UPDATE_ID
        self.allowed: frozenset[str] | None = None
        """Kinds the bot asked for; None for Telegram's default, which leaves out reactions and members."""

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, kind: str, payload: Mapping[str, Any]) -> None:
        """Keep an update of ``kind`` unless the bot did not ask for that kind."""
        wanted = kind in self.allowed if self.allowed is not None else kind not in NOT_BY_DEFAULT
        if wanted:
            self.add_raw({kind: payload})

    def add_raw(self, payload: Mapping[str, Any]) -> int:
        """Keep an update as it stands, whatever its kind; an ``update_id`` in it is used. Returns the id."""
        given = payload.get("update_id")
        number = given if isinstance(given, int) else self._next
        self._next = max(self._next, number + 1)
        self._waiting.append(Waiting(number, {key: value for key, value in payload.items() if key != "update_id"}))
        return number

    def ask_for(self, kinds: Sequence[str]) -> None:
        """Take ``allowed_updates``; an empty list means the default."""
        self.allowed = frozenset(kinds) or None

    def confirm(self, offset: int) -> None:
        """Forget the updates below ``offset``; a negative one keeps only the last ``-offset``."""
        if offset < 0:
            self._waiting = self._waiting[offset:]
        elif offset:
            self._waiting = [update for update in self._waiting if update.id >= offset]

    def first(self, limit: int) -> list[dict[str, Any]]:
        """The oldest ``limit`` updates, which stay until they are confirmed."""
        return [update.as_json() for update in self._waiting[:limit]]
