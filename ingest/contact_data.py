"""What contact data looks like: e-mail addresses, phone numbers, people's names, and the labels in front of them."""

import re
import unicodedata

OMITTED = "[…]"
"""What stands where contact data was taken out: the mark of an omission in any language."""

_EMAIL = re.compile(r"(?<![\w.+%-])(?:mailto:)?(?P<local>[\w.+%-]++)@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)

_PHONE_WORDS = (
    r"tele(?:phone|foon|fone|fon|fax)|telefon(?:szám|nummer)?|telefoonnummer|teléfono|telemóvel|telemovel|telem|phone|mobile|"
    r"mobiel|mobil(?:telefon|szám)?|tel|tlf|tlm|mob|fax|gsm|cell"
)
_NUMBER_WORD = r"(?:[ \t]*(?:no|nr|number|nummer|szám|n\.º)\b\.?)?"
_NUMBER = r"(?P<number>\+?\(?\d(?:[ \t()./–-]{0,2}\d)++\)?)"
_LABELLED_PHONE = re.compile(
    rf"(?<!\w)(?P<label>(?:{_PHONE_WORDS})\b\.?{_NUMBER_WORD}(?:[ \t]*[:|]|(?=[ \t]*[+(0]))|\b[tmf]:)[ \t]*{_NUMBER}",
    re.IGNORECASE,
)
_INTERNATIONAL_PHONE = re.compile(rf"(?<![\w.,/+-])(?=\+\d|\(\+\d|00[1-9]){_NUMBER}")
_NATIONAL_PHONE = re.compile(rf"(?<![\w.,/–-])(?=\(?0\d){_NUMBER}")
_PERIOD_OR_DATE = re.compile(
    r"\b(?:19|20)\d\d ?[-–/] ?(?:19|20)?\d\d\b|"
    r"\b\d{1,2}[-/.]\d{1,2}[-/.](?:19|20)\d\d\b|\b(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}\b"
)
_MAKES_AN_AMOUNT = re.compile(
    r"[.,]\d|[ \t]*(?:%|€|\beur|\bhuf\b|\bft\b|\bmill|\bmilj|\bmilh|\bpersons?\b|\bpeople\b)", re.IGNORECASE
)
_NAMES_A_REFERENCE = re.compile(
    r"(?:\b(?:no|nr|nos|ref|reference|id|code|number|nummer|contract|project|projekt|kvk|vat|btw|isbn|issn|szám|nif|nipc)"
    r"\b|n\.º|#)[.:]?[ \t]*$",
    re.IGNORECASE,
)
_FEWEST_DIGITS = 7
_MOST_DIGITS = 15

_PERSON_LABELS = (
    r"contact(?:s|[ -]?persons?|[ -]?names?|[ -]?points?)?|names? of (?:the )?contact(?: persons?)?|"
    r"(?:naam )?contactperso(?:on|nen)|kapcsolattart(?:ó|ók|o)(?: neve| személy)?|"
    r"pessoas? (?:de|para) conta(?:c)?tos?|conta(?:c)?tos?|"
    r"ansprechpartner(?:in)?|kontaktperson|persoan[aă] de contact|persona de contacto|persona di contatto"
)
_OTHER_LABELS = (
    r"e-?mail(?:[ -]?(?:address|adres|cím))?|e-?mailadres|mail|correio eletr[óo]nico|endereço (?:de )?e-?mail|"
    r"contact (?:details|data|information)|contactgegevens|elérhetőség(?:ek)?|dados de contacto|"
    r"name|naam|név|nome|position|functie|beosztás|cargo"
)
_PERSON_LABEL = re.compile(rf"(?:{_PERSON_LABELS})(?:\s*\([^()]*\))?", re.IGNORECASE)
_LABEL = re.compile(
    rf"(?:{_PERSON_LABELS}|{_OTHER_LABELS}|(?:{_PHONE_WORDS}){_NUMBER_WORD}|[tmfe])\.?(?:\s*\([^()]*\))?", re.IGNORECASE
)

_TITLE = re.compile(
    r"(?:(?:dr|prof|mr|mrs|ms|miss|ir|ing|drs|dhr|mevr|mw|sr|sra|dra|eng|dott|herr|frau)\b\.?\s*)+", re.IGNORECASE
)
_DEGREE = re.compile(r",?\s+(?:PhD|MSc|MA|MD|MBA|BSc)\.?$")
_PARTICLE = re.compile(r"van|von|de|der|den|da|do|dos|das|di|del|della|la|le|e|y|ten|ter")
_NAME_WORD = re.compile(r"[^\W\d_][^\W\d_'’.-]*(?:['’.-][^\W\d_]*)*\.?")
_ORGANISATION = re.compile(
    r"universi|egyetem|hospital|ziekenhuis|kórház|\bcent(?:er|re|rum|ro|rul)\b|központ|\bb\.?v\b|\bn\.?v\b|\bkft\b|\bzrt\b|\bltd\b|"
    r"gmbh|\bs\.?a\b|\bcity\b|municip|gemeente|önkorm|câmara|agenc|agênc|agentschap|ügynöks|institu|intézet|foundation|stichting|"
    r"alapítvány|fundaç|associa|verenig|egyesül|ministr|miniszt|develop|projec|projekt|program|partner|network|netwerk|depart|"
    r"offi[cz]e|\blabs?\b|licalab|council|authority|enterprise|\bteam\b|secretar|titkárs|school|college|company|group|innova|health|helium|"
    r"region|regio|commission|bureau|society|academy|europ|plan\b|page|website|manager|director|coördin|coordin|officer|igazgató|"
    r"brainport|semmelweis|thomas more|john moores|fraunhofer|living lab|kempen|kruis",
    re.IGNORECASE,
)


def without_addresses(text: str) -> tuple[str, int, frozenset[str]]:
    """``text`` with ``[…]`` for each e-mail address and phone number, how many there were, and the addresses' names.

    The names are what stands before the ``@``, in lower case.
    """
    owners = frozenset(found["local"].lower() for found in _EMAIL.finditer(text))
    text, count = _EMAIL.subn(OMITTED, text)
    for pattern, fewest in ((_LABELLED_PHONE, _FEWEST_DIGITS), (_INTERNATIONAL_PHONE, 8), (_NATIONAL_PHONE, 9)):
        text, phones = _without_phones(text, pattern, fewest)
        count += phones
    return text, count, owners


def is_label(text: str) -> bool:
    """Whether the words only say what kind of contact data follows: "E-mail", "Telefoon", "Contact person"."""
    return _LABEL.fullmatch(text.strip(" :")) is not None


def is_person_label(text: str) -> bool:
    """Whether the words announce a person: "Contact person", "Kapcsolattartó", "Pessoa de contacto"."""
    return _PERSON_LABEL.fullmatch(text.strip(" :")) is not None


def is_name(text: str, fewest_words: int = 2) -> bool:
    """Whether the words look like a person's name and not like an organisation, a role or a sentence."""
    text = _DEGREE.sub("", text.strip())
    titled = _TITLE.match(text)
    words = text[titled.end() if titled else 0 :].split()
    capitalised = [word for word in words if word[0].isupper()]
    return (
        max(fewest_words - bool(titled), 1) <= len(capitalised)
        and len(words) <= 5
        and not _ORGANISATION.search(text)
        and all(_NAME_WORD.fullmatch(word) and (word[0].isupper() or _PARTICLE.fullmatch(word)) for word in words)
        and not all(word.isupper() and len(word) > 2 for word in words)
    )


def belongs_to(name: str, owners: frozenset[str]) -> bool:
    """Whether a part of the name stands in one of the e-mail addresses' names."""
    parts = [part for part in re.findall(r"[a-z]{3,}", _folded(name)) if not _PARTICLE.fullmatch(part)]
    return any(part in _folded(owner) for part in parts for owner in owners)


def _without_phones(text: str, pattern: re.Pattern[str], fewest: int) -> tuple[str, int]:
    count = 0

    def omitted(found: re.Match[str]) -> str:
        nonlocal count
        if not _is_phone(text, found, fewest):
            return found.group()
        count += 1
        return f"{text[found.start() : found.start('number')]}{OMITTED}"

    return pattern.sub(omitted, text), count


def _is_phone(text: str, found: re.Match[str], fewest: int) -> bool:
    number = found["number"]
    digits = sum(map(str.isdigit, number))
    labelled = "label" in found.groupdict()
    return (
        fewest <= digits <= _MOST_DIGITS
        and not _PERIOD_OR_DATE.search(number)
        and not _MAKES_AN_AMOUNT.match(text, found.end())
        and (labelled or not _NAMES_A_REFERENCE.search(text, max(0, found.start() - 30), found.start()))
    )


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
