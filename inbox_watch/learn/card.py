"""The model card: what the model is, what it was trained on, what was measured on whose mail, and what was not."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from inbox_watch.classify.model import Model
from inbox_watch.learn.corpus import Example, languages
from inbox_watch.learn.evaluate import summary_lines
from inbox_watch.learn.measure import Answer
from inbox_watch.records import Label

# Labels that no real mail at hand carries in any number.
UNMEASURED = (
    Label.INTERVIEW,
    Label.OFFER,
    Label.HUMAN_REPLY,
    Label.INFO_REQUEST,
    Label.ASSESSMENT,
    Label.OUT_OF_OFFICE,
    Label.STATUS_UPDATE,
    Label.RECRUITER_OUTREACH,
)
STEPS = "steps.json"


def card(
    model: Model,
    examples: Sequence[Example],
    sentences: int,
    measured: Mapping[str, Sequence[Answer]],
    models: Path,
) -> str:
    """The card as Markdown; `measured` are the answers by the name of the set they were measured on."""
    return "\n".join(
        (
            "# Model card",
            "",
            *_model(model),
            "",
            *_corpus(examples, sentences),
            "",
            *(line for name, answers in measured.items() for line in (f"## {name}", "", *summary_lines(answers), "")),
            *_steps(models / STEPS),
            *_unmeasured(),
            "",
        )
    )


def _model(model: Model) -> list[str]:
    limits = ", ".join(f"{label.value} {limit:.3f}" for label, limit in model.limits.items())
    return [
        f"`model.npz`, sha256 `{model.sha256}`.",
        "",
        "Two linear judges (support vectors, one against the rest), one of single clauses and one of whole messages,",
        "and a multinomial regression that hears both. They see words, pairs of words, letter runs and concepts of a",
        "lexicon in seven languages; conditional clauses and the subject are told apart. Trained with scikit-learn,",
        "scored with numpy alone.",
        "",
        "It says the most probable label, and `unsure` where the risk of it (`inbox_watch/classify/decision.py`) is",
        f"above a limit: {limits}.",
        "Limits were chosen on author groups that were not trained on.",
    ]


def _corpus(examples: Sequence[Example], sentences: int) -> list[str]:
    train = [example for example in examples if example.split == "train"]
    rest = [example for example in examples if example.split != "train"]
    return [
        "## Corpus",
        "",
        f"{len(examples)} messages by hand in {len({example.group for example in examples})} author groups, written",
        f"for this project: {len(train)} to train on, {len(rest)} of other groups held out. {sentences} sentences by",
        "hand, by what they say; a seeded generator makes more training mail of them. No number below comes from made",
        "mail.",
        "",
        f"Languages: {', '.join(f'{lang} {_count(examples, lang)}' for lang in languages(examples))}.",
        "",
        f"Held out by label: {_labels(rest)}.",
    ]


def _count(examples: Sequence[Example], lang: str) -> int:
    return sum(example.lang == lang for example in examples)


def _labels(examples: Sequence[Example]) -> str:
    counts = Counter(example.detail.label.value for example in examples)
    return ", ".join(f"{label} {count}" for label, count in counts.most_common())


def _steps(path: Path) -> list[str]:
    """What each step buys, as `python -m inbox_watch.learn.steps` measured it; nothing when it was not measured."""
    if not path.exists():
        return []
    steps = json.loads(path.read_text("utf-8"))
    return [
        "## What each step buys",
        "",
        f"{steps['how']}",
        "",
        "| without | right | macro-F1 |",
        "|---|---|---|",
        *(f"| {row['without']} | {row['right']} | {row['macro_f1']:.3f} |" for row in steps["rows"]),
        "",
    ]


def _unmeasured() -> list[str]:
    return [
        "## Not measured on real mail",
        "",
        f"{', '.join(label.value for label in UNMEASURED)}: there were no real messages of these to measure on, or too",
        "few. What stands above about them was measured on messages written for this project. Real receipts and",
        "refusals are mostly those of one applicant. Languages other than English were not measured on real mail.",
        "Delivery reports, read receipts, marked absence notes and calendar invitations are decided by structure.",
    ]
