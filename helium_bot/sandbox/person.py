"""Person: somebody who talks with the bot, and Persona: how whoever starts the sandbox introduces one."""

from dataclasses import dataclass
from typing import Any

FIRST_PERSON_ID = 7_100_000_001
"""Above 2^32, as today's Telegram ids are: whoever keeps ids in 32 bits is found out here."""


@dataclass(frozen=True, slots=True)
class Persona:
    """A person of the chat page: first name, what they are to the project, language (ISO 639-1) and a CSS colour."""

    name: str
    role: str = ""
    language_code: str = "en"
    colour: str = "#5b7fb5"


DEMO_PERSONAS = (
    Persona("Anna", "Stakeholder", "nl", "#2f7d6d"),
    Persona("Béla", "Partner", "hu", "#9a5b2e"),
    Persona("Carla", "Coordinator", "pt", "#6a5aa8"),
)


@dataclass(slots=True)
class Person:
    """A Telegram user who is no bot. ``started`` once they wrote to the bot: before, the bot does not know them."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = "en"
    role: str = ""
    colour: str = ""
    started: bool = False
    blocked: bool = False
    deactivated: bool = False

    @property
    def name(self) -> str:
        """First and last name as Telegram shows them."""
        return f"{self.first_name} {self.last_name}".strip()

    def as_user(self) -> dict[str, Any]:
        """A Bot API User object."""
        user = {"id": self.id, "is_bot": False, "first_name": self.first_name, **self._names()}
        return {**user, "language_code": self.language_code} if self.language_code else user

    def as_chat(self) -> dict[str, Any]:
        """The Bot API Chat object of the private chat with this person."""
        return {"id": self.id, "type": "private", "first_name": self.first_name, **self._names()}

    def _names(self) -> dict[str, str]:
        return {key: value for key, value in (("last_name", self.last_name), ("username", self.username)) if value}
