from __future__ import annotations

import json
import mailbox
from pathlib import Path

from tests.cli.calls import SAMPLES, call, is_one_plain_line

KEYS = {
    "path",
    "message_id",
    "label",
    "detail",
    "probability",
    "unsure",
    "scores",
    "clues",
    "judged_by",
    "employer",
    "role",
    "job_ids",
    "automatic",
    "cautions",
}
REFUSAL = SAMPLES / "cur" / "1774008300.c-vinalta-rej.postfach"
UNREADABLE = SAMPLES / "cur" / "1772618820.d-unreadable.postfach"


def lines(*arguments: str | Path) -> list[dict[str, object]]:
    done = call("classify", "--jsonl", *arguments)
    assert done.code == 0
    return [json.loads(line) for line in done.out.splitlines()]


def test_a_message_has_every_key_of_the_contract() -> None:
    (line,) = lines(REFUSAL)
    assert set(line) == KEYS
    assert line["path"] == str(REFUSAL)
    assert line["label"] == "rejection"
    assert str(line["message_id"]).startswith("<")


def test_an_unreadable_message_is_a_line_with_a_reason_in_its_place() -> None:
    first, second, third = lines(UNREADABLE, REFUSAL, UNREADABLE)
    assert first == third
    assert set(first) == {"path", "label", "error"}
    assert first["label"] is None
    assert second["path"] == str(REFUSAL)


def test_folders_mbox_and_maildir_give_the_same_verdict_as_the_file(tmp_path: Path) -> None:
    (alone,) = lines(REFUSAL)
    octets = REFUSAL.read_bytes()
    (tmp_path / "eml" / "below").mkdir(parents=True)
    (tmp_path / "eml" / "below" / "x.EML").write_bytes(octets)
    (tmp_path / "Maildir" / "new").mkdir(parents=True)
    (tmp_path / "Maildir" / "new" / "1.2.3").write_bytes(octets)
    with_from = mailbox.mbox(tmp_path / "all.mbox")
    with_from.add(octets)
    with_from.close()
    found = lines(tmp_path / "eml", tmp_path / "Maildir", tmp_path / "all.mbox")
    assert [line["path"] for line in found] == [
        str(tmp_path / "eml" / "below" / "x.EML"),
        str(tmp_path / "Maildir" / "new" / "1.2.3"),
        f"{tmp_path / 'all.mbox'}#1",
    ]
    assert {json.dumps({**line, "path": ""}) for line in found} == {json.dumps({**alone, "path": ""})}


def test_json_lines_keep_order_and_ids_and_say_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "mail.txt"
    good = {"id": "m1", "from": "Acme <jobs@acme.example>", "subject": "Hello", "body": "Thank you for applying."}
    odd = {"id": 7, "subject": "\ud800 half", "body": "…"}
    path.write_text("\n".join([json.dumps(good), "", "no json", "[]", '{"id": "m2", "body": 5}', json.dumps(odd)]))
    found = lines("--input-format", "jsonl", path)
    assert [line["path"] for line in found] == ["m1", f"{path}:3", f"{path}:4", "m2", "7"]
    assert [line["label"] is None for line in found] == [False, True, True, True, False]
    assert all(line["error"] for line in found if line["label"] is None)


def test_json_lines_are_known_by_their_name(tmp_path: Path) -> None:
    path = tmp_path / "mail.jsonl"
    path.write_text(json.dumps({"id": "a", "from": "", "subject": "s", "body": ""}))
    assert lines(path)[0]["path"] == "a"


def test_many_lines_come_in_order(tmp_path: Path) -> None:
    path = tmp_path / "mail.jsonl"
    path.write_text("\n".join(json.dumps({"id": str(number), "subject": "Hi", "body": ""}) for number in range(450)))
    assert [line["path"] for line in lines(path)] == [str(number) for number in range(450)]


def test_for_people_each_message_is_one_aligned_line(tmp_path: Path) -> None:
    hostile = tmp_path / "x.eml"
    hostile.write_bytes(b"From: a@b.example\r\nSubject: red \x1b[31m\r\n\r\nhello\r\n")
    done = call("classify", REFUSAL, hostile, UNREADABLE)
    first, second, third = done.out.splitlines()
    assert first.startswith("rejection ")
    assert "\x1b" not in second
    assert third.startswith("unreadable ")
    assert first.index(str(REFUSAL)) == second.index(str(hostile)) == third.index(str(UNREADABLE))


def test_a_missing_path_is_one_line_and_comes_before_any_answer(tmp_path: Path) -> None:
    done = call("classify", "--jsonl", REFUSAL, tmp_path / "nowhere.eml")
    assert (done.code, done.out) == (2, "")
    assert is_one_plain_line(done.err)
    assert "nowhere.eml" in done.err


def test_an_empty_folder_has_no_answers(tmp_path: Path) -> None:
    assert lines(tmp_path) == []
