"""Labels: the names of a form's fields in four languages, however they are numbered, accented and remarked upon."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Generic, TypeVar

import yaml

from ingest.forms.letters import pattern, unaccented
from ingest.forms.lines import Span
from knowledge.terms import folded, words

_ANY_LANGUAGE = "any"
_LONGEST_LABEL = 120
_LONGEST_WITH_REMARK = 500
_LONGEST_LABELLED = 300
_MOST_SEPARATORS = 4

_REMARK = re.compile(r"\([^()]*\)?|\[[^\[\]]*\]?")
_NUMBER = re.compile(
    r"^\W*(?:"
    r"(?:[A-Z]?\d{1,2}(?:\.\d{1,2})*|[ivxIVX]{1,4}(?:(?:\.\d{1,2})+|(?=[.)]))|[a-zA-Z](?=[.)]))"
    r"(?:[.):]|\.\))?[ \t]+(?=\S))"
)
_PLAIN_NUMBER = re.compile(r"^\W*(\d{1,2})[.):]?\s")
_CHAPTER = re.compile(r"(?:(?P<plain>\d{1,2})[.)]|\d{1,2}(?:\.\d{1,2})+[.)]?|[IVX]{1,4}[.)]|[A-Z][.)])[ \t]+(?=\S)")
_SEPARATOR = re.compile(r"\s*[:：]\s*|\s+[–—-]\s+|\s*\t\s*")
_ARTICLE = re.compile(r"^(?:the|a|an|de|het|az|o|os|as) (?=\S)")
_PLURAL = re.compile(r"(?<=\w)\((?:e?s|en|k|ek)\)")
_CONDITION = re.compile(
    r" (?:and|en) (?:their|its|hun) (?:roles?|rol(?:len)?)$| es szerepuk$| e (?:respetivas |suas )?funcoes$|"
    r" (?:if (?:any|relevant|applicable|available)|indien (?:van toepassing|relevant|bekend)|ha (?:van|relevans)|"
    r"se (?:aplicavel|relevante|existirem))$"
)
_OF_THE_ACTION = re.compile(
    r" (?:of|for) (?:(?:the|this) )?(?:proposed )?(?:action|measure)(?: \d+)?$|"
    r" van (?:(?:de|deze) )?(?:actie|maatregel)(?: \d+)?$|"
    r" d(?:a|as|e|esta) (?:ac?cao|medida)(?: \d+)?$|"
    r"^(?:az )?(?:\d+ )?(?:intezkedes|akcio)(?: \d+)? "
)
_INSTRUCTION = re.compile(
    r"(?:please|gelieve|klik of tik|click (?:or tap )?here|kérjük|ide kattintva|por favor|clique (?:ou toque )?aqui)\b",
    re.IGNORECASE,
)
_PLAN = pattern(r"action plan|actieplan|cselekvési terv|akcióterv|plano de (?:ação|acção)")
_NOT_FILLED_IN = frozenset(
    [
        "na",
        "n a",
        "not applicable",
        "nvt",
        "n v t",
        "niet van toepassing",
        "nem relevans",
        "nao aplicavel",
        "n aplicavel",
    ]
)


class PlanLabel(StrEnum):
    """What the fields of an action plan are about. Those that the record does not keep are known so that they end
    the field before them."""

    PART_ONE = "part_one"
    PART_TWO = "part_two"
    PART_THREE = "part_three"
    POLICY = "policy"
    PLAN_TITLE = "plan_title"
    TITLE = "title"
    PROJECT = "project"
    PARTNERS = "partners"
    OTHER_PARTNERS = "other_partners"
    COUNTRY = "country"
    REGION = "region"
    NUTS2 = "nuts2"
    CONTACT = "contact"
    INSTRUMENT_KIND = "instrument_kind"
    INSTRUMENT = "instrument"
    ENDORSEMENT = "endorsement"
    SIGNED = "signed"
    DATE = "date"
    SIGNATURE = "signature"
    ACTION_TITLE = "action_title"
    ACTION_NUMBER = "action_number"
    ACTION = "action"
    NUMBERED_ACTION = "numbered_action"
    BACKGROUND = "background"
    ACTIVITIES = "activities"
    STAKEHOLDERS = "stakeholders"
    TIMEFRAME = "timeframe"
    START = "start"
    END = "end"
    COSTS = "costs"
    FUNDING = "funding"


DETAILS = frozenset(
    (
        PlanLabel.BACKGROUND,
        PlanLabel.ACTIVITIES,
        PlanLabel.STAKEHOLDERS,
        PlanLabel.TIMEFRAME,
        PlanLabel.START,
        PlanLabel.END,
        PlanLabel.COSTS,
        PlanLabel.FUNDING,
    )
)
"""The fields of an action, its number and title apart."""


class PracticeLabel(StrEnum):
    """What the fields of a good practice are about."""

    FORM = "form"
    TITLE = "title"
    LINKED = "linked"
    PROJECT = "project"
    INSTITUTION = "institution"
    LOCATION = "location"
    COUNTRY = "country"
    REGION = "region"
    CITY = "city"
    TOPIC = "topic"
    SUMMARY = "summary"
    DETAIL = "detail"
    RESOURCES = "resources"
    TIMESCALE = "timescale"
    START = "start"
    END = "end"
    EVIDENCE = "evidence"
    CHALLENGES = "challenges"
    TRANSFER = "transfer"
    FURTHER_INFORMATION = "further_information"
    KEYWORDS = "keywords"
    CONTACT = "contact"
    EXPERT_OPINION = "expert_opinion"


Label = TypeVar("Label", bound=StrEnum)
"""The labels of one form: PlanLabel or PracticeLabel."""


@dataclass(frozen=True, slots=True)
class Name(Generic[Label]):
    """What a field's name means: mostly one label, two for "costs and funding".

    ``language`` is ISO 639-1, or empty for a name that several languages share. ``number`` is a plain number in front.
    """

    labels: tuple[Label, ...]
    language: str = ""
    number: int | None = None


class Vocabulary(Generic[Label]):
    """The field names of one form."""

    def __init__(self, wordings: Mapping[Label, Mapping[str, Iterable[str]]]) -> None:
        self._known: dict[str, tuple[list[Label], set[str]]] = {}
        for label, languages in wordings.items():
            for language, names in languages.items():
                for name in names:
                    labels, spoken = self._known.setdefault(_key(name), ([], set()))
                    if label not in labels:
                        labels.append(label)
                    spoken.add(language)

    def find(self, text: str) -> Name[Label] | None:
        """The field that ``text`` as a whole names, or None. "2. Costs (if any) / Kosten" names the costs."""
        text = text.strip()
        if len(text) > _LONGEST_WITH_REMARK:
            return None
        numbered = _NUMBER.sub("", text)
        bare = _REMARK.sub(" ", _PLURAL.sub("", numbered)).strip(" :.*_")
        if not bare or len(bare) > _LONGEST_LABEL:
            return None
        found = self._meaning(bare) or self._shared_meaning(bare.split("/"))
        if found is None:
            return None
        plain = _PLAIN_NUMBER.match(text) if numbered != text else None
        labels, language = found
        return Name(labels, language, int(plain[1]) if plain else None)

    def divide(self, span: Span) -> tuple[Name[Label], Span, Span] | None:
        """A field's name, where it stands, and what stands beside it ("Country: Portugal"), which may be empty."""
        whole = self.find(span.text)
        if whole is not None:
            return whole, span, span.nothing
        start = span.text[:_LONGEST_LABELLED]
        for separator in islice(_SEPARATOR.finditer(start), _MOST_SEPARATORS):
            before = start[: separator.start()]
            if before.count("(") > before.count(")"):
                continue
            name = self.find(before)
            if name is not None:
                return name, span.part(0, separator.start()), filled_in(span.part(separator.end()))
        return None

    def _meaning(self, text: str) -> tuple[tuple[Label, ...], str] | None:
        key = _key(text)
        for variant in dict.fromkeys((key, _CONDITION.sub("", key), _OF_THE_ACTION.sub("", _CONDITION.sub("", key)))):
            if variant in self._known:
                labels, languages = self._known[variant]
                language = next(iter(languages)) if len(languages) == 1 else _ANY_LANGUAGE
                return tuple(labels), "" if language == _ANY_LANGUAGE else language
        return None

    def _shared_meaning(self, parts: Sequence[str]) -> tuple[tuple[Label, ...], str] | None:
        """The one meaning of names with strokes between them, some of which may be unknown."""
        found = [meaning for meaning in map(self._meaning, parts) if meaning is not None]
        if not found or len({labels for labels, _ in found}) > 1:
            return None
        languages = {language for _, language in found}
        return found[0][0], languages.pop() if len(languages) == 1 and len(found) == len(parts) else ""


@cache
def plan_vocabulary() -> Vocabulary[PlanLabel]:
    """The field names of the action plan."""
    return Vocabulary({PlanLabel(label): wordings for label, wordings in _shipped()["action_plan"].items()})


@cache
def practice_vocabulary() -> Vocabulary[PracticeLabel]:
    """The field names of the good practice form."""
    return Vocabulary({PracticeLabel(label): wordings for label, wordings in _shipped()["good_practice"].items()})


def names_a_plan(text: str) -> bool:
    """Whether a text says "action plan"."""
    return _PLAN.search(unaccented(text)) is not None


def filled_in(span: Span) -> Span:
    """``span``, empty if it holds no answer: a dash, "n/a", the form's own instruction, an omission."""
    said = " ".join(words(_REMARK.sub(" ", span.text).replace("_", " ")))
    empty = not said or folded(said) in _NOT_FILLED_IN or _INSTRUCTION.match(span.text)
    return span.nothing if empty else span


def without_number(span: Span) -> tuple[int | None, Span]:
    """A plain number in front of a heading ("2. Title" gives 2), and what follows it."""
    found = _CHAPTER.match(span.text)
    if found is None:
        return None, span
    return int(found["plain"]) if found["plain"] else None, span.part(found.end())


def _key(text: str) -> str:
    key = " ".join(folded(word) for word in words(text))
    return _ARTICLE.sub("", key)


def _shipped() -> Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]]:
    text = files("ingest.forms").joinpath("labels.yaml").read_text(encoding="utf-8")
    forms: Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]] = yaml.safe_load(text)
    return forms
