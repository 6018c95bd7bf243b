"""Bytes of a text file to characters, whatever its encoding."""

import codecs

from charset_normalizer import from_bytes

from ingest.reading.document import Refused
from knowledge.language import detect

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WIDE = ["utf_16_le", "utf_16_be"]
# What Windows, DOS and old mail programs in the partners' countries wrote, the likelier first.
_NARROW = ["cp1252", "cp1250", "iso8859_15", "iso8859_2", "iso8859_16", "cp1253", "cp1251", "cp1257", "cp852", "cp850"]
_ENOUGH_BYTES = 100_000

_SIGNS = frozenset("€£§°©«»„“”‘’–—…•·²³½×\u00a0ºª")
_ALPHABETS = {
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюя",
    "cs": "áčďéěíňóřšťúůýž",
    "da": "æøåé",
    "de": "äöüß",
    "el": "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰ",
    "en": "éè",
    "es": "áéíóúüñ¿¡",
    "et": "äöõüšž",
    "fi": "äöå",
    "fr": "àâæçéèêëîïôœùûüÿ",
    "hr": "čćđšž",
    "hu": "áéíóöőúüű",
    "it": "àèéìíòóùú",
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņšūž",
    "nl": "áàâäéèêëíïóöôúüûç",
    "pl": "ąćęłńóśźż",
    "pt": "áâãàçéêíóôõúü",
    "ro": "ăâîșțşţ",
    "ru": "абвгдежзийклмнопрстуфхцчшщъыьэюяё",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "sl": "čšžćđ",
    "sv": "åäöé",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
}


def decoded(data: bytes) -> str:
    """The text in ``data``: by its byte order mark, else UTF-8, else the likeliest encoding. Raises Refused."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    text = data.decode("utf-8", errors="replace")
    return text if _is_utf8(data, text) else _guessed(data)


def _is_utf8(data: bytes, text: str) -> bool:
    """Valid UTF-8 without zero bytes, or all but valid: a file cut off inside a letter stays what it was."""
    if b"\0" in data:
        return False
    broken = text.count("\ufffd")
    letters = sum(1 for character in text if character > "\x7f") - broken if broken else 0
    return broken == 0 or letters > 2 * broken


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise Refused("is damaged: it announces an encoding that its text does not follow") from None


def _guessed(data: bytes) -> str:
    """With zero bytes only the two-byte encodings are possible, without them only the others."""
    wide = b"\0" in data
    sample = data[: _ENOUGH_BYTES - _ENOUGH_BYTES % 4]
    best = from_bytes(sample, cp_isolation=_WIDE if wide else _NARROW).best()
    if best is None or _is_noise(str(best)):
        raise Refused("is not really text; it looks like a damaged or binary file")
    return data.decode(best.encoding if wide else _likeliest(sample, best.encoding), errors="replace")


def _likeliest(sample: bytes, guess: str) -> str:
    """The encoding whose accented letters are those of the text's language; shapes alone mix up cp1250 and cp1252."""
    return max(sorted(_NARROW, key=lambda encoding: encoding != guess), key=lambda encoding: _fit(sample, encoding))


def _fit(sample: bytes, encoding: str) -> float:
    """Share of the signs beyond ASCII that belong in the language the text turns out to be in, from 0 to 1."""
    text = sample.decode(encoding, errors="replace")
    expected = _SIGNS.union(_ALPHABETS.get(detect(text), ""))
    foreign = [character for character in text.lower() if character > "\x7f"]
    return sum(character in expected for character in foreign) / max(1, len(foreign))


def _is_noise(text: str) -> bool:
    unprintable = sum(
        1 for character in text if not character.isprintable() and character not in "\n\r\t\f\v\ufeff\xa0"
    )
    return unprintable * 50 > len(text)
