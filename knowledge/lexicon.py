"""Lexicon: everyday words that mean the same in English, Dutch, Hungarian and Portuguese."""

from functools import cache
from importlib.resources import files

_BETWEEN_WORDS = str.maketrans("-'&+", "    ")


@cache
def lexicon_groups() -> list[list[tuple[str, tuple[str, ...]]]]:
    """Groups of words with one meaning, as ``Aliases`` takes them: each a language (en, nl, hu, pt) and its words.

    Read once from ``lexicon.tsv``: a header of languages, then one meaning a row, its words in a cell parted by ``|``.
    Words come in lower case. The signs of ``_BETWEEN_WORDS`` are all that a cell holds besides letters, digits and
    blanks, so that this gives what ``knowledge.terms.words`` would, without its price for each of 16,000 names.
    """
    text = files("knowledge").joinpath("lexicon.tsv").read_text(encoding="utf-8")
    header, *rows = text.casefold().translate(_BETWEEN_WORDS).splitlines()
    languages = header.split("\t")
    return [
        [
            (language, tuple(name.split()))
            for language, cell in zip(languages, row.split("\t"), strict=True)
            for name in cell.split("|")
        ]
        for row in rows
    ]
