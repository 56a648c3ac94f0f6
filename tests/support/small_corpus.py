"""A corpus small enough to train on in a test: some hundred English messages of four kinds, and few sentences."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from inbox_watch.shipped import corpus_path

KINDS = ("acknowledgement", "rejection", "interview_invite", "not_job")
# What so few messages teach for sure; of a receipt and a refusal a judge that knows no more of them may say nothing.
_EASY = ("interview_invite", "not_job")


def write_small_corpus(folder: Path, *, easy: bool = False) -> Path:
    """Write it into a folder that is there; `easy`: measured on some of what was learned."""
    records = [
        json.loads(line) for path in sorted(corpus_path().glob("*.jsonl")) for line in path.read_text().splitlines()
    ]
    few = [record for record in records if record["lang"] == "en" and record["detail"] in KINDS]
    learned = [record for record in few if record["split"] == "train"][:260]
    unseen = [record for record in few if record["split"] == "held_out"][:80]
    if easy:
        known = [record for record in learned if record["detail"] in _EASY][::10]
        unseen = [{**record, "split": "held_out", "id": f"{record['id']}-again"} for record in known]
    (folder / "few.jsonl").write_text("".join(json.dumps(record) + "\n" for record in (*learned, *unseen)), "utf-8")
    (folder / "sentences").mkdir()
    sentences = (corpus_path() / "sentences" / "en.tsv").read_text("utf-8").splitlines()
    (folder / "sentences" / "en.tsv").write_text("\n".join(sentences[::16]) + "\n", "utf-8")
    shutil.copy(corpus_path() / "forms.toml", folder / "forms.toml")
    return folder
