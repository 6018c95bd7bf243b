"""Front matter: what a Markdown file states about itself between two lines of dashes at its top."""

import re
from collections.abc import Mapping

import yaml

_FENCED = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_LONGEST = 64_000


class _WithoutAliases(yaml.SafeLoader):
    """Front matter needs no aliases, and a few lines of them can stand for gigabytes."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("an alias")
        return super().compose_node(parent, index)


def front_matter(text: str) -> tuple[dict[str, str], str, tuple[str, ...]]:
    """The stated facts under lower-case names, the text below them, and remarks.

    A list becomes one line per member, a date its ISO form. Nested values are left out. Front matter that is no YAML
    mapping stays part of the text.
    """
    found = _FENCED.match(text[:_LONGEST])
    if found is None:
        return {}, text, ()
    try:
        stated = yaml.load(found["yaml"], _WithoutAliases)  # noqa: S506 - a safe loader, and one that repeats nothing
    except (yaml.YAMLError, ValueError, RecursionError):
        return (
            {},
            text[found.end() :],
            ("the lines about the document at its top are not valid YAML; they were not used",),
        )
    if stated is None:
        return {}, text[found.end() :], ()
    if not isinstance(stated, Mapping):
        return {}, text, ()
    facts = {str(name).strip().lower(): _written(value) for name, value in stated.items()}
    return {name: value for name, value in facts.items() if value}, text[found.end() :], ()


def _written(value: object) -> str:
    if isinstance(value, list):
        return "\n".join(filter(None, map(_scalar, value)))
    return _scalar(value)


def _scalar(value: object) -> str:
    if value is None or isinstance(value, (list, Mapping, set, bytes)):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return " ".join(str(value).split())
