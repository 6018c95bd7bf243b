"""ActionPlan, Action, GoodPractice: the facts a document states in form fields, each with the words it rests on."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Generic, TypeVar

Value = TypeVar("Value")


class InstrumentKind(StrEnum):
    """What kind of policy instrument an action plan aims to change."""

    GROWTH_JOBS = "growth_jobs"
    ETC = "etc"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Quote:
    """A run of a document's own words and where it stands.

    ``text`` is an exact substring, ``[start:end]``, of what the reader extracted from the document at path
    ``document``. ``page`` is the 1-based page it begins on, or None.
    """

    text: str
    document: str
    page: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stated(Generic[Value]):
    """A value read out of a document's words, and those words."""

    value: Value
    quote: Quote


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money as a document states it.

    ``value`` is exact, or None where the notation can be read in two ways (``EUR 1.234`` in an English text).
    ``currency`` is ISO 4217, or empty where none is stated.
    """

    value: Decimal | None
    currency: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Money:
    """What a field says on money: all of its words, and every sum in them in their order."""

    text: Quote
    amounts: tuple[Amount, ...] = ()


@dataclass(frozen=True, slots=True)
class Timeframe:
    """What a field says on time. ``start`` and ``end`` are ISO 8601 (``2026-03`` or ``2026-03-01``), where stated.

    A quarter or a half year counts from its first month to its last. ``ongoing`` are the words that say there is no end
    yet.
    """

    text: Quote
    start: Stated[str] | None = None
    end: Stated[str] | None = None
    ongoing: Quote | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """One action of an action plan. What the plan does not state is None or empty."""

    number: Stated[int] | None = None
    title: Quote | None = None
    background: Quote | None = None
    activities: Quote | None = None
    stakeholders: tuple[Quote, ...] = ()
    timeframe: Timeframe | None = None
    costs: Money | None = None
    funding: Money | None = None


@dataclass(frozen=True, slots=True)
class ActionPlan:
    """A regional action plan. What it does not state is None or empty; contact persons are never part of it.

    ``nuts2_code`` is the code inside ``nuts2`` (``PT11``). ``signed_on`` is a day, YYYY-MM-DD.
    """

    title: Quote | None = None
    project: Quote | None = None
    partners: tuple[Quote, ...] = ()
    other_partners: tuple[Quote, ...] = ()
    region: Quote | None = None
    country: Quote | None = None
    nuts2: Quote | None = None
    nuts2_code: Quote | None = None
    instrument: Quote | None = None
    instrument_kind: Stated[InstrumentKind] | None = None
    policy_context: Quote | None = None
    endorsement: Quote | None = None
    signed_on: Stated[str] | None = None
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, slots=True)
class GoodPractice:
    """A good practice as its form states it. What the form does not state is None or empty.

    ``location`` is the field as a whole; ``country``, ``region`` and ``city`` are filled where the form asks for them
    apart. ``start`` and ``end`` are months, YYYY-MM; ``ongoing`` are the words that say there is no end yet.
    ``linked`` says whether the practice comes from an Interreg Europe project, ``project`` from which.
    """

    title: Quote | None = None
    institution: Quote | None = None
    location: Quote | None = None
    country: Quote | None = None
    region: Quote | None = None
    city: Quote | None = None
    topic: Quote | None = None
    summary: Quote | None = None
    detail: Quote | None = None
    resources: Money | None = None
    timescale: Quote | None = None
    start: Stated[str] | None = None
    end: Stated[str] | None = None
    ongoing: Quote | None = None
    evidence: Quote | None = None
    challenges: Quote | None = None
    transfer: Quote | None = None
    further_information: Quote | None = None
    keywords: tuple[Quote, ...] = ()
    linked: Stated[bool] | None = None
    project: Quote | None = None
