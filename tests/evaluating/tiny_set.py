"""A tiny question set, all of it synthetic."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

TEXTS = {
    "bakery": "The bakery of Almby sells rye bread. It was founded in 1962 by Greta Holm.",
    "harbour": "The harbour of Dunham has eleven cranes. Ships from Norway bring timber every week.",
    "library": "The library of Corby keeps maps of the old town. Its reading room closes at nine.",
    "observatory": "The observatory of Falham has a telescope of two metres. It looks at distant galaxies.",
    "school": "The school of Greenby teaches sign language. Forty pupils learned it last year.",
    "theatre": "The theatre of Everham burned down in 1911. A new stage was built of oak.",
}
QUESTIONS = {
    "How many cranes does the harbour of Dunham have?": ("harbour", "eleven"),
    "When was the bakery of Almby founded?": ("bakery", "1962"),
    "What does the school of Greenby teach?": ("school", "sign language"),
    "When did the theatre of Everham burn down?": ("theatre", "1911"),
}
OFF_TOPIC = ("How do volcanoes erupt under glaciers?", "Which vitamins prevent scurvy among sailors?")

Row = dict[str, Any]


def corpus(language: str = "en") -> list[Row]:
    return [{"id": name, "lang": language, "title": name.title(), "text": text} for name, text in TEXTS.items()]


def questions(language: str = "en") -> list[Row]:
    known = [
        {"id": gold, "lang": language, "question": asked, "answerable": True, "gold": [gold], "answers": [answer]}
        for asked, (gold, answer) in QUESTIONS.items()
    ]
    unknown = [
        {
            "id": f"off-{number}",
            "lang": language,
            "question": asked,
            "answerable": False,
            "gold": [],
            "why": "off_topic",
        }
        for number, asked in enumerate(OFF_TOPIC)
    ]
    return known + unknown


def write(file: Path, rows: Iterable[Row]) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return file


def write_set(folder: Path, part: str = "") -> Path:
    language = part.removeprefix(".") or "en"
    write(folder / f"corpus{part}.jsonl", corpus(language))
    write(folder / f"questions{part}.jsonl", questions(language))
    return folder
