"""An encrypted PDF is known by its trailer, at the end or near the beginning, and nothing else is taken for one."""

from __future__ import annotations

import base64

import pytest

from tests.mail.mails import HEAD, read

BODY = b"%PDF-1.7\n" + b"x" * 200_000
LOCKED = b"trailer\n<< /Size 9 /Root 1 0 R /Encrypt 8 0 R >>\nstartxref\n9\n%%EOF"
OPEN = b"trailer\n<< /Size 9 /Root 1 0 R >>\nstartxref\n9\n%%EOF"


def is_locked(octets: bytes, name: str = "cv.pdf", encoding: str = "base64") -> bool:
    payload = base64.encodebytes(octets) if encoding == "base64" else octets
    head = (
        f'{HEAD}MIME-Version: 1.0\nContent-Type: application/pdf; name="{name}"\n'
        f'Content-Disposition: attachment; filename="{name}"\nContent-Transfer-Encoding: {encoding}\n\n'
    )
    (file,) = read(head.encode() + payload).attachments
    return file.locked


@pytest.mark.parametrize(
    ("octets", "locked"),
    [
        (BODY + LOCKED, True),
        (b"%PDF-1.7\n" + LOCKED + BODY + OPEN, True),
        (BODY + LOCKED.replace(b"8 0 R", b"<< /Filter /Standard >>"), True),
        (BODY + OPEN, False),
        (b"%PDF-1.7\n(I know the /Encrypt entry)" + OPEN, False),
        (b"", False),
    ],
)
def test_the_trailer_tells(octets: bytes, locked: bool) -> None:
    assert is_locked(octets) is locked


def test_only_a_pdf_in_base64_is_looked_into() -> None:
    assert not is_locked(LOCKED, name="cv.docx")
    assert not is_locked(LOCKED, encoding="8bit")


@pytest.mark.parametrize("cut", range(1, 5))
def test_a_file_that_was_cut_off_is_read_as_far_as_it_goes(cut: int) -> None:
    whole = base64.b64encode(BODY + OPEN).decode()
    letter = (
        f'{HEAD}Content-Type: application/pdf\nContent-Disposition: attachment; filename="cv.pdf"\n'
        f"Content-Transfer-Encoding: base64\n\n{whole[:-cut]}"
    )
    (file,) = read(letter).attachments
    assert not file.locked
