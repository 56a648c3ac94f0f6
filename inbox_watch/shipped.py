"""Where the shipped model, its corpus and the samples are: beside the package, or inside it once installed."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def model_path() -> Path:
    """The model file."""
    return _shipped("models", _PACKAGE.parent / "models") / "model.npz"


def tagger_path() -> Path:
    """The file of the tagger of titles and employers."""
    return model_path().with_name("titles.npz")


def sent_judge_path() -> Path:
    """The file of the judge of Sent mail."""
    return model_path().with_name("sent.npz")


def samples_path() -> Path:
    """The folder of the sample job search."""
    return _shipped("samples", _PACKAGE.parent / "data" / "samples")


def corpus_path() -> Path:
    """The folder of the training corpus."""
    return _shipped("corpus", _PACKAGE.parent / "data" / "corpus")


def _shipped(name: str, in_checkout: Path) -> Path:
    installed = _PACKAGE / "_shipped" / name
    return installed if installed.exists() else in_checkout
