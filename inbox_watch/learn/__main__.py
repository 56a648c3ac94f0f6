"""`python -m inbox_watch.learn [CORPUS [MODELS]]`: train the model that is shipped; the card is `evaluate --card`.

With one thread of linear algebra (`OPENBLAS_NUM_THREADS=1`) the same machine gives the same octets again.
"""

from __future__ import annotations

import sys
from pathlib import Path

from inbox_watch.learn.corpus import load_corpus, load_sentences
from inbox_watch.learn.export import as_octets, write
from inbox_watch.learn.generate import generate
from inbox_watch.learn.train import train


def main(corpus: str = "data/corpus", models: str = "models") -> None:
    """Train on the `train` split, the bank and what is made of it, and export."""
    folder, target = Path(corpus), Path(models)
    target.mkdir(parents=True, exist_ok=True)
    examples = [example for example in load_corpus(folder) if example.split == "train"]
    sentences = load_sentences(folder)
    made = generate(folder, sentences)
    write(as_octets(train(examples, sentences, made)), target / "model.npz")
    sys.stdout.write(f"{len(examples)} messages, {len(sentences)} sentences, {len(made)} made messages\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
