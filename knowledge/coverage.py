"""Coverage: how much of what was asked a text holds, a name counting as held when one of its other names is."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """One thing asked: its weight, and the ways it can be said, each as terms with their weights."""

    mass: float
    ways: tuple[Mapping[str, float], ...]

    def held(self, present: Collection[str]) -> float:
        """The share (0 to 1) that terms ``present`` hold of the way they hold best."""
        return max((_share(way, present) for way in self.ways), default=0.0)


def coverage(parts: Sequence[Part], present: Collection[str]) -> float:
    """The share (0 to 1) of the parts' weight that terms ``present`` hold."""
    total = sum(part.mass for part in parts)
    return sum(part.mass * part.held(present) for part in parts) / total if total else 0.0


def _share(way: Mapping[str, float], present: Collection[str]) -> float:
    whole = sum(way.values())
    return sum(weight for term, weight in way.items() if term in present) / whole if whole else 0.0
