"""Tables: the figures of question sets as Markdown, for a person to read."""

from collections.abc import Callable, Mapping, Sequence

from helium_bot.evaluating.figures import Estimate
from helium_bot.evaluating.result import Abstention, Result

Column = tuple[str, Callable[[Result], str]]

_RETRIEVAL = ("recall@1", "recall@5", "recall@10", "hit@1", "mrr@10", "ndcg@10")


def tables(results: Sequence[Result]) -> str:
    """Three tables, a row for each set: what was found, what was answered, what was refused.

    Shares are from 0 to 1 with their 95 % interval in brackets; a dash stands where a set cannot tell.
    """
    return "\n\n".join(
        f"{title}\n\n{markdown([name for name, _ in columns], [[cell(each) for _, cell in columns] for each in results])}"
        for title, columns in (
            ("Retrieval (answerable questions)", _retrieval_columns(results)),
            ("Answers", _answer_columns(results)),
            ("Not in the documents", _abstention_columns(results)),
        )
    )


def markdown(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table that is also even in plain text."""
    widths = [max(map(len, column)) for column in zip(header, *rows, strict=True)]

    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"

    return "\n".join([line(header), line(["-" * width for width in widths]), *map(line, rows)])


def told(estimate: Estimate | None) -> str:
    """``.91 [.88, .94]``, or a dash."""
    return f"{_short(estimate.value)} [{_short(estimate.low)}, {_short(estimate.high)}]" if estimate else "-"


def _retrieval_columns(results: Sequence[Result]) -> list[Column]:
    columns: list[Column] = [("set", lambda each: each.set), ("passages", lambda each: str(each.passages))]
    columns.append(("questions", lambda each: str(next((e.count for e in each.retrieval.values()), 0))))
    columns += [(name, lambda each, name=name: told(each.retrieval.get(name))) for name in _RETRIEVAL]
    if any(each.retrieval_alone for each in results):
        columns.append(("ndcg@10, last turn alone", lambda each: told(each.retrieval_alone.get("ndcg@10"))))
    return columns


def _answer_columns(results: Sequence[Result]) -> list[Column]:
    columns: list[Column] = [
        ("set", lambda each: each.set),
        ("first citation holds it", lambda each: told(each.first_holds)),
        ("any holds it", lambda each: told(each.any_holds)),
    ]
    if any(each.sentence_citations for each in results):
        columns += [
            (f"sentences, {name}", lambda each, name=name: told(each.sentence_citations.get(name)))
            for name in ("precision", "recall", "f1")
        ]
    return columns + [
        ("exact quotes", lambda each: _share_of(each.quotes_exact)),
        ("language kept", lambda each: _share_of(each.language_kept)),
        ("p50", lambda each: _milliseconds(each.seconds["p50"])),
        ("p95", lambda each: _milliseconds(each.seconds["p95"])),
    ]


def _abstention_columns(results: Sequence[Result]) -> list[Column]:
    columns: list[Column] = [
        ("set", lambda each: each.set),
        ("answerable", lambda each: _outcomes(each.outcomes.get("answerable", {}))),
        ("unanswerable", lambda each: _outcomes(each.outcomes.get("unanswerable", {}))),
        ("balanced accuracy", lambda each: _balanced(each.abstention)),
    ]
    for kind in sorted({kind for each in results for kind in each.refused_by_kind}):
        columns.append((f"refused: {kind}", lambda each, kind=kind: told(each.refused_by_kind.get(kind))))
    for source in dict.fromkeys(source for each in results for source in each.off_topic):
        columns.append((f"off topic: {source}", lambda each, source=source: _balanced(each.off_topic.get(source))))
    return columns


def _outcomes(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(counts.items())) or "-"


def _balanced(abstention: Abstention | None) -> str:
    if abstention is None:
        return "-"
    area = "" if abstention.auroc is None else f" (AUROC {_short(abstention.auroc)})"
    return f"{_short(abstention.balanced_accuracy)}{area}"


def _share_of(estimate: Estimate | None) -> str:
    return f"{estimate.value:.1%} of {estimate.count}" if estimate else "-"


def _milliseconds(seconds: float) -> str:
    return f"{1000 * seconds:.0f} ms"


def _short(share: float) -> str:
    return f"{share:.3f}".removeprefix("0")
