"""The transcript names every minute, refuses to promise too much, and prints any name literally."""

import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec import structs

from tests.fakes.certificates import DEVICE, full_course
from tests.fixtures.certificates import NOW, small_programme
from trainer.hours.credit import HoursRecord, credit
from trainer.hours.ledger import EntryKind, Gap, GapKind, Head
from trainer.hours.policy import Policy
from trainer.hours.provider_hour import provider_hours
from trainer.printing.transcript import Transcript, render_transcript


def studied() -> HoursRecord:
    """A course in which twelve minutes of the first lesson were quiet, and the second was left."""
    lines = full_course(small_programme(), "of-ana", datetime(2027, 3, 1, 17, tzinfo=UTC))
    lines[0] = structs.replace(lines[0], gaps=(Gap(GapKind.QUIET, 60, 720),))
    lines[1] = structs.replace(lines[1], gaps=(Gap(GapKind.AWAY, 60, 120),))
    return credit(lines, {"default-1": Policy()}, small_programme())


def a_report(**changes: object) -> Transcript:
    report = Transcript(
        name="Ana Ruiz",
        programme=small_programme(),
        record=studied(),
        entries=(),
        heads=(Head(DEVICE, 3, "ab" * 32),),
        findings=0,
        policies=("default-1",),
        provider_hours=(),
        editions=("edition-1",),
        provider="Bay Bridges Peer Academy",
        printed_at=NOW,
        people={"instructor": "Ines Ortiz", "coordinator": "Ben Okafor"},
        zone="America/Los_Angeles",
    )
    return replace(report, **changes)  # type: ignore[arg-type]


def pages_of(pdf: bytes, folder: Path) -> list[str]:
    path = folder / "report.pdf"
    path.write_bytes(pdf)
    found = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True).stdout
    return [page for page in found.split("\f") if page.strip()]


def text_of(pdf: bytes, folder: Path) -> str:
    return " ".join(" ".join(pages_of(pdf, folder)).split())


def test_it_says_what_was_credited_and_why_the_rest_was_not(tmp_path: Path) -> None:
    text = text_of(render_transcript(a_report()), tmp_path)
    for said in (
        "Ana Ruiz",
        "First steps",
        "2 h 11 credited of 2 h 20; 9 min to go.",
        "2 h 20 measured, of which 9 min not credited.",
        "no activity. Your limit is 5 min.",
        "not in front",
        "Monday, March 1, 2027",
        "abababab",
        "Hours policy default-1",
        "Credited: by line 2:11:00, by day 2:11:00, by competency 2:11:00, by mode 2:11:00.",
        "They agree to the second.",
        "Total 2:20:00 0:09:00 2:11:00 2:11:00",
        "tamper-evident from the last receipt on",
    ):
        assert said in text
    for banned in ("tamper-proof", "verified hours"):
        assert banned not in text


def test_the_providers_own_hours_are_said_only_where_they_are_shorter(tmp_path: Path) -> None:
    assert "hours of" not in text_of(render_transcript(a_report()), tmp_path)
    parts = provider_hours(studied(), {"default-1": Policy(minutes_per_hour=50)})
    text = text_of(render_transcript(a_report(provider_hours=parts)), tmp_path)
    assert "2 h 11 credited of 2 h 20; 9 min to go." in text
    assert "The hours above and in all tables are of 60 minutes. In hours of 50 minutes: 2 h and 31 min." in text


def test_findings_are_not_hidden(tmp_path: Path) -> None:
    assert "2 things in this record are not as they were written" in text_of(
        render_transcript(a_report(findings=2)), tmp_path
    )


def test_an_empty_record_is_a_report_too(tmp_path: Path) -> None:
    empty = credit((), {"default-1": Policy()}, small_programme())
    text = text_of(render_transcript(a_report(record=empty, heads=(), provider="")), tmp_path)
    assert "Nothing has been credited yet." in text
    assert "2 h 20 to go" in text


def test_the_same_report_gives_the_same_bytes() -> None:
    assert render_transcript(a_report()) == render_transcript(a_report())


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("<b>Ana</b> & <img src='file:///etc/passwd'/>", "<b>Ana</b> & <img src='file:///etc/passwd'/>"),
        ("</para><a href='http://x'>Ana", "</para><a href='http://x'>Ana"),
        ("Жанна Ψ", "Жанна Ψ"),
        ("李 Ana", "[U+674E] Ana"),
    ],
)
def test_any_name_is_printed_literally(tmp_path: Path, name: str, printed: str) -> None:
    assert printed in text_of(render_transcript(a_report(name=name)), tmp_path)


def test_a_long_record_fills_several_pages(tmp_path: Path) -> None:
    record = studied()
    text = text_of(render_transcript(a_report(record=replace(record, credits=record.credits * 60))), tmp_path)
    assert "Page 4" in text


def test_sums_that_do_not_agree_are_said(tmp_path: Path) -> None:
    broken = replace(studied(), by_day={})
    assert "They do not agree" in text_of(render_transcript(a_report(record=broken)), tmp_path)


def test_a_correction_is_printed_with_what_it_does_and_why_and_who_signed_it(tmp_path: Path) -> None:
    lines = full_course(small_programme(), "of-ana", datetime(2027, 3, 1, 17, tzinfo=UTC))
    why = {"reason": "The power went out.", "gaps": (), "measured_seconds": 300, "started_at": NOW}
    why |= {"author_id": "instructor", "second_author_id": "coordinator"}
    more = structs.replace(lines[0], id="more", kind=EntryKind.ADJUSTMENT, **why)
    record = credit([*lines, more], {"default-1": Policy(lesson_cap=False)}, small_programme())
    text = text_of(render_transcript(a_report(record=record, entries=(*lines, more))), tmp_path)
    assert "Adjusted: " in text
    assert "power" in text
    text = "".join(text.split())
    assert "WrittenbyInesOrtiz" in text
    assert "approvedbyBenOkafor." in text


def test_a_reason_longer_than_a_page_is_printed_to_its_end(tmp_path: Path) -> None:
    lines = full_course(small_programme(), "of-ana", datetime(2027, 3, 1, 17, tzinfo=UTC))
    reason = "word " * 398 + "the end."
    why = {"reason": reason, "gaps": (), "measured_seconds": 300, "started_at": NOW, "author_id": "ines"}
    more = structs.replace(lines[0], id="more", kind=EntryKind.ADJUSTMENT, **why)
    record = credit([*lines, more], {"default-1": Policy(lesson_cap=False)}, small_programme())
    assert "the end." in text_of(render_transcript(a_report(record=record, entries=(*lines, more))), tmp_path)


@pytest.mark.parametrize("paused", range(10, 24))
def test_no_heading_is_left_alone_at_the_foot_of_a_page(tmp_path: Path, paused: int) -> None:
    """However far down the page the table before it ends."""
    lines = full_course(small_programme(), "of-ana", datetime(2027, 3, 1, 17, tzinfo=UTC))
    gaps = tuple(Gap(GapKind.PAUSED, 10 + 20 * number, 10) for number in range(paused))
    lines[0] = structs.replace(lines[0], gaps=gaps)
    record = credit(lines, {"default-1": Policy()}, small_programme())
    for page in pages_of(render_transcript(a_report(record=record)), tmp_path):
        *_above, last, foot = [row.strip() for row in page.splitlines() if row.strip()]
        assert foot.startswith("Ana Ruiz")
        assert last not in ("Hours by competency", "Day by day", "Not credited, and why", "Line by line, to the second")
        assert last.split()[0] not in ("Competency", "Day", "When"), "the head of a table without a row"
