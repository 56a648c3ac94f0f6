"""`report --send` mails the page with its text to whom the configuration names, and to nobody else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.alerts.servers import Service, running
from tests.cli.calls import AS_OF, call, is_one_plain_line, write_config
from tests.support.smtp import PASSWORD, Postbox, postbox

# apprise asks for a module that Python is about to drop.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")


@pytest.fixture
def box() -> Iterator[Postbox]:
    with postbox() as started:
        yield started


@pytest.fixture
def service() -> Iterator[Service]:
    with running() as started:
        yield started


def sent(folder: Path, polled: Path, *targets: str) -> Path:
    """The configuration of the mailbox that was read, with these targets of the report."""
    listed = ", ".join(f'"{target}"' for target in targets)
    data = f'[paths]\ndata = "{polled.parent / "data"}"\n'
    text = polled.read_text("utf-8")
    path = folder / "config.toml"
    assert data in text
    path.write_text(f"{text}[report]\nsend_to = [{listed}]\n", "utf-8")
    return path


def test_the_page_is_mailed_with_its_text(box: Postbox, tmp_path: Path, polled: Path) -> None:
    done = call("-c", sent(tmp_path, polled, box.target()), "report", "--send", "--as-of", AS_OF)
    assert (done.code, done.out, done.err) == (0, "", "")
    (mail,) = box.mails
    text, page = (part.get_content() for part in mail.iter_parts())
    shown = call("-c", polled, "report", "--as-of", AS_OF).out
    assert text.splitlines()[0] == shown.splitlines()[0]
    assert max(map(len, text.splitlines())) <= 78
    assert page.lstrip().startswith("<!doctype html>")
    assert mail["Subject"] in text
    assert "follow-up" in mail["Subject"]


def test_a_shared_report_is_mailed_without_names(box: Postbox, tmp_path: Path, polled: Path) -> None:
    assert call("-c", sent(tmp_path, polled, box.target()), "report", "--send", "--share", "--as-of", AS_OF).code == 0
    whole = box.mails[0].as_string()
    assert "Dahlgren" in call("-c", polled, "report", "--as-of", AS_OF).out
    assert "dahlgren" not in whole.lower()


def test_a_service_that_is_no_mail_gets_the_text(service: Service, tmp_path: Path, polled: Path) -> None:
    assert call("-c", sent(tmp_path, polled, service.target), "report", "--send", "--as-of", AS_OF).code == 0
    assert "follow-up" in service.heard[0]["message"]
    assert "<html" not in service.heard[0]["message"]


@pytest.mark.parametrize(
    ("replies", "code"),
    [({"AUTH": "535 no"}, 4), ({"DATA": "451 later"}, 75)],
)
def test_what_went_wrong_is_an_exit_code_and_a_sentence(
    replies: dict[str, str], code: int, box: Postbox, tmp_path: Path, polled: Path
) -> None:
    box.replies = replies
    done = call("-c", sent(tmp_path, polled, box.target()), "report", "--send", "--as-of", AS_OF)
    assert (done.code, done.out) == (code, "")
    assert is_one_plain_line(done.err)
    assert PASSWORD not in done.err


@pytest.mark.parametrize("target", ["nosuchservice://topsecret", "topsecret", "mailto:topsecret"])
def test_what_is_no_address_is_a_fault_of_the_configuration(target: str, tmp_path: Path, polled: Path) -> None:
    done = call("-c", sent(tmp_path, polled, target), "report", "--send")
    assert done.code == 78
    assert is_one_plain_line(done.err)
    assert "topsecret" not in done.err


def test_one_target_that_fails_does_not_stop_the_others(box: Postbox, tmp_path: Path, polled: Path) -> None:
    targets = ("mailto://localhost:1?from=a@b.example", box.target())
    assert call("-c", sent(tmp_path, polled, *targets), "report", "--send", "--as-of", AS_OF).code == 3
    assert len(box.mails) == 1


def test_nobody_to_send_to_is_a_fault_of_the_configuration(polled: Path) -> None:
    done = call("-c", polled, "report", "--send")
    assert done.code == 78
    assert is_one_plain_line(done.err)


@pytest.mark.parametrize("more", [("--format", "json"), ("-o", "page.html")])
def test_what_is_sent_has_its_own_form(more: tuple[str, str], tmp_path: Path, maildir: Path) -> None:
    done = call("-c", write_config(tmp_path, maildir), "report", "--send", *more)
    assert done.code == 2
    assert not Path("page.html").exists()
