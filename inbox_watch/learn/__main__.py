"""`python -m inbox_watch.learn [CORPUS [MODELS]]`: train on a corpus folder, write model.npz and CARD.md."""

from __future__ import annotations

import sys
from pathlib import Path

from inbox_watch.learn.corpus import load_corpus
from inbox_watch.learn.export import card, export
from inbox_watch.learn.formulas import from_formulas
from inbox_watch.learn.lengthen import lengthened, load_parts
from inbox_watch.learn.train import train


def main(corpus: str = "data/corpus", models: str = "models") -> None:
    """Train, export, write the card."""
    written = load_corpus(Path(corpus))
    made = [*from_formulas(Path(corpus)), *lengthened(written, load_parts(Path(corpus)))]
    trained = train(written, made)
    sha256 = export(trained, Path(models) / "model.npz")
    (Path(models) / "CARD.md").write_text(card(trained, written, len(made), sha256), encoding="utf-8")
    sys.stdout.write(f"{len(written)} messages and {len(made)} made ones, model {sha256[:12]}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
