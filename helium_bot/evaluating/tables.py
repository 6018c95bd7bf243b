"""Tables: the figures of question sets as Markdown, for a person to read."""

from collections.abc import Mapping, Sequence

from helium_bot.evaluating.figures import Estimate
from helium_bot.evaluating.result import Abstention, Result

Columns = dict[str, list[str]]
"""Cells from top to bottom, by what stands above them."""

_RETRIEVAL = ("recall@1", "recall@5", "recall@10", "hit@1", "mrr@10", "ndcg@10")


def tables(results: Sequence[Result]) -> str:
    """Three tables, a row for each set: what was found, what was answered, what was refused.

    Shares are from 0 to 1 with their 95 % interval in brackets; a dash stands where a set cannot tell.
    """
    parts = (
        ("Retrieval (answerable questions)", _retrieval(results)),
        ("Answers", _answers(results)),
        ("Not in the documents", _refusals(results)),
    )
    return "\n\n".join(f"{title}\n\n{markdown(columns)}" for title, columns in parts)


def markdown(columns: Columns) -> str:
    """A Markdown table that is also even in plain text."""
    widths = [max(map(len, (name, *cells))) for name, cells in columns.items()]

    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)) + " |"

    rows = [list(columns), ["-" * width for width in widths], *zip(*columns.values(), strict=True)]
    return "\n".join(line(row) for row in rows)


def told(estimate: Estimate | None) -> str:
    """``.910 [.880, .940]``, or a dash."""
    return f"{_short(estimate.value)} [{_short(estimate.low)}, {_short(estimate.high)}]" if estimate else "-"


def _retrieval(results: Sequence[Result]) -> Columns:
    columns = {
        "set": [each.set for each in results],
        "passages": [str(each.passages) for each in results],
        "questions": [str(each.retrieval["ndcg@10"].count if each.retrieval else 0) for each in results],
        **{name: [told(each.retrieval.get(name)) for each in results] for name in _RETRIEVAL},
    }
    if any(each.retrieval_alone for each in results):
        columns["ndcg@10, last turn alone"] = [told(each.retrieval_alone.get("ndcg@10")) for each in results]
    return columns


def _answers(results: Sequence[Result]) -> Columns:
    columns = {
        "set": [each.set for each in results],
        "first citation holds it": [told(each.first_holds) for each in results],
        "any holds it": [told(each.any_holds) for each in results],
    }
    if any(each.sentence_citations for each in results):
        for name in ("precision", "recall", "f1"):
            columns[f"sentences, {name}"] = [told(each.sentence_citations.get(name)) for each in results]
    return columns | {
        "exact quotes": [_share(each.quotes_exact) for each in results],
        "language kept": [_share(each.language_kept) for each in results],
        "p50": [_milliseconds(each.seconds["p50"]) for each in results],
        "p95": [_milliseconds(each.seconds["p95"]) for each in results],
    }


def _refusals(results: Sequence[Result]) -> Columns:
    columns = {
        "set": [each.set for each in results],
        "answerable": [_outcomes(each.outcomes.get("answerable", {})) for each in results],
        "unanswerable": [_outcomes(each.outcomes.get("unanswerable", {})) for each in results],
        "balanced accuracy": [_balanced(each.abstention) for each in results],
    }
    for kind in sorted({kind for each in results for kind in each.refused_by_kind}):
        columns[f"refused: {kind}"] = [told(each.refused_by_kind.get(kind)) for each in results]
    for source in dict.fromkeys(source for each in results for source in each.off_topic):
        columns[f"off topic: {source}"] = [_balanced(each.off_topic.get(source)) for each in results]
    return columns


def _outcomes(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(counts.items())) or "-"


def _balanced(abstention: Abstention | None) -> str:
    if abstention is None:
        return "-"
    area = "" if abstention.auroc is None else f" (AUROC {_short(abstention.auroc)})"
    return f"{_short(abstention.balanced_accuracy)}{area}"


def _share(estimate: Estimate | None) -> str:
    return f"{estimate.value:.1%} of {estimate.count}" if estimate else "-"


def _milliseconds(seconds: float) -> str:
    return f"{1000 * seconds:.0f} ms"


def _short(share: float) -> str:
    return f"{share:.3f}".removeprefix("0")
