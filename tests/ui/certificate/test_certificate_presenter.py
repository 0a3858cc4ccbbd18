"""The certificate page: what is missing in words, issuing once, copies of the signed file, and checks of any file."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.certificates import MemoryUnit, shortened
from tests.fakes.navigator import RecordingNavigator
from tests.fakes.recording import RecordingView
from tests.fakes.runner import RunNow
from tests.fixtures.certificates import APPROVED, PASSPHRASE, Office
from trainer.cohorts.people import Enrolment, Person
from trainer.errors import TrainerError
from trainer.ui.certificate.checklist import CheckItem
from trainer.ui.certificate.presenter import CertificatePresenter, CertificateView, IssueQuestion, PageTools
from trainer.ui.navigation import Place


class People:
    """The part of the accounts that this page needs."""

    def __init__(self, unit: MemoryUnit) -> None:
        self.unit = unit

    def person(self, person_id: str) -> Person | None:
        return self.unit.people.person(person_id)

    def people(self) -> list[Person]:
        return list(self.unit.people.by_id.values())

    def enrolments(self) -> list[Enrolment]:
        return list(self.unit.people.enrolments_by_id.values())

    def change_pin(self, person_id: str, current: str, pin: str) -> Person:
        known = self.unit.people.by_id[person_id]
        if current != known.pin_hash:
            raise TrainerError("This is not your current PIN. Please try again.")
        if pin and len(pin) < 6:
            raise TrainerError("Please choose a PIN of at least 6 digits.")
        self.unit.people.by_id[person_id] = replace(known, pin_hash=pin)
        return self.unit.people.by_id[person_id]

    def set_legal_name(self, person_id: str, legal_name: str, *, confirmed: bool) -> Person:
        if not legal_name.strip():
            raise TrainerError("Please enter a name.")
        changed = replace(self.unit.people.by_id[person_id], legal_name=legal_name, legal_name_confirmed=confirmed)
        self.unit.people.by_id[person_id] = changed
        return changed


class Screen(RecordingView):
    """Answers questions as a test wants."""

    def __init__(self) -> None:
        super().__init__(CertificateView)
        self.issue, self.passphrase = True, PASSPHRASE
        self.path: Path | None = None
        self.asked: list[IssueQuestion] = []

    def ask_issue(self, question: IssueQuestion) -> bool:
        self.asked.append(question)
        return self.issue

    def ask_passphrase(self) -> str | None:
        return self.passphrase

    def ask_path(self, title: str, suggestion: str, kind: str) -> Path | None:
        return self.path

    def ask_file(self) -> Path | None:
        return self.path


class Page:
    """A presenter over the office's records."""

    def __init__(self, office: Office, learner: str = "ana", actor: str = "") -> None:
        self.office, self.view, self.navigator = office, Screen(), RecordingNavigator()
        people: Any = People(office.unit)
        view: Any = self.view
        tools = PageTools(lambda pdf: pdf.name, lambda pdf: [pdf], lambda pdf, out: out.write_bytes(b"JPEG") and None)
        self.presenter = CertificatePresenter(
            view,
            office.service,
            people,
            office.finished if learner == "ana" else office.unfinished,
            tools,
            RunNow(),
            self.navigator,
            office.unit.people.by_id[actor or learner],
            learner,
        )

    def open(self) -> "Page":
        self.presenter.open()
        return self

    @property
    def items(self) -> list[CheckItem]:
        return next(args[1] for name, args in reversed(self.view.calls) if name == "show_checklist")  # type: ignore[no-any-return]

    @property
    def problem(self) -> str:
        return next(args[0] for name, args in reversed(self.view.calls) if name == "show_problem" and args[0])


def test_what_is_missing_is_said_in_words_and_stands_first(office: Office) -> None:
    page = Page(office, "ben").open()
    assert [item.met for item in page.items] == sorted(item.met for item in page.items)
    words = {item.title: item.detail for item in page.items if not item.met}
    assert words["2 h 20 credited"] == "2 h 20 still to go."
    assert words["Live sessions attended"].startswith("Live session: Beginning with hope.")
    assert page.view.calls[0][1][1] == "First steps. 3 things are left before it can be issued."
    assert not page.view.last("show_buttons").issue
    assert page.view.last("show_buttons").why_not


def test_a_gap_of_a_second_is_a_minute_still_to_go(office: Office) -> None:
    first, *others = office.unit.ledger.kept
    office.unit.ledger.kept = []
    for entry in (shortened(first, 1), *others):
        office.unit.ledger.append(entry)
    page = Page(office).open()
    assert page.items[0].detail == "1 min still to go."


def test_the_sample_is_explained_and_stops_nothing(office: Office) -> None:
    page = Page(office).open()
    (remark,) = [item for item in page.items if item.remark]
    assert remark.title == "Prints as SAMPLE for now"
    assert "is not one" in remark.detail
    buttons = page.view.last("show_buttons")
    assert (buttons.issue, buttons.issue_label) == (True, "Issue a SAMPLE")


def test_open_lines_offer_the_way(office: Office) -> None:
    office.unit.people.by_id["ben"] = replace(
        office.unit.people.by_id["ben"], legal_name="", legal_name_confirmed=False
    )
    page = Page(office, "ben").open()
    assert [item.goal for item in page.items if item.action] == ["course", "name"]
    page.presenter.follow("course")
    page.presenter.follow("name")
    page.presenter.follow("anything")
    assert page.navigator.places == [Place("course")]
    assert page.view.count("focus_name") == 1


def test_the_legal_name_is_stored_with_the_comparison(office: Office) -> None:
    page = Page(office).open()
    page.presenter.save_name("Ana <b>Ruiz</b>", True)
    person = office.unit.people.by_id["ana"]
    assert (person.legal_name, person.legal_name_confirmed) == ("Ana <b>Ruiz</b>", True)
    page.presenter.save_name(" ", True)
    assert page.view.last("show_name_error") == "Please enter a name."


def test_issuing_asks_first_and_shows_the_page(office: Office) -> None:
    page = Page(office).open()
    page.view.issue = False
    page.presenter.issue()
    assert not office.unit.register.issued
    page.view.issue = True
    page.presenter.issue()
    assert page.view.asked[-1].title == "Issue a SAMPLE now?"
    shown = page.view.last("show_page")
    assert shown.number == "BBPA-2027-0001"
    assert shown.signed_by == "Dolores Whitfield, Director of Training"
    assert shown.spoken.startswith("SAMPLE. Certificate BBPA-2027-0001 for Ana Ruiz: 2 hours 20 minutes")
    assert page.view.last("show_buttons").paper


def test_an_approved_provider_signs_with_its_passphrase_and_issues_once(office: Office) -> None:
    office.unit.register.save_provider(APPROVED)
    office.service.create_keys("ines", PASSPHRASE)
    page = Page(office, actor="ines").open()
    assert page.view.calls[0][1][0] == "Certificate for Ana"
    page.view.passphrase = "some other words altogether"
    page.presenter.issue()
    assert page.problem
    assert not office.unit.register.issued
    page.view.passphrase = PASSPHRASE
    page.presenter.issue()
    buttons = page.view.last("show_buttons")
    assert (buttons.issue, buttons.why_not) == (False, "It is issued; it is issued once.")


def test_no_passphrase_no_certificate(office: Office) -> None:
    office.unit.register.save_provider(APPROVED)
    page = Page(office).open()
    page.view.passphrase = None  # type: ignore[assignment]
    page.presenter.issue()
    assert not office.unit.register.issued


def test_copies_are_of_the_signed_file(office: Office, tmp_path: Path) -> None:
    page = Page(office).open()
    page.presenter.save_pdf()
    page.presenter.issue()
    page.view.path = tmp_path / "copy.pdf"
    page.presenter.save_pdf()
    original = office.service.pdf("ana", "BBPA-2027-0001")
    assert page.view.path.read_bytes() == original.read_bytes()
    page.view.path = tmp_path / "copy.jpg"
    page.presenter.save_jpeg()
    assert page.view.path.read_bytes() == b"JPEG"
    page.presenter.print_page()
    assert page.view.last("print_pages") == [original.read_bytes()]


def test_a_check_says_exactly_what_was_signed(office: Office) -> None:
    page = Page(office).open()
    page.presenter.issue()
    page.view.path = office.service.pdf("ana", "BBPA-2027-0001")
    page.presenter.choose_file()
    words = page.view.last("show_verdict")
    assert (words.accepted, words.title) == (True, "SAMPLE, signed and unchanged")
    assert dict(words.facts)["Name"] == "Ana Ruiz"
    assert dict(words.facts)["Hours"] == "2 h 20"


def test_a_changed_file_and_a_foreign_code_cannot_be_confirmed(office: Office, tmp_path: Path) -> None:
    page = Page(office).open()
    page.presenter.issue()
    pdf = bytearray(office.service.pdf("ana", "BBPA-2027-0001").read_bytes())
    pdf[100] ^= 1
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(pdf)
    page.presenter.check_file(changed)
    assert page.view.last("show_verdict").title == "This cannot be confirmed"
    page.presenter.check_code("abc.def\n.ghi")
    assert not page.view.last("show_verdict").accepted
    shown = page.view.count("show_verdict")
    page.presenter.check_code("   ")
    assert page.view.count("show_verdict") == shown


@pytest.mark.parametrize("actor", ["ines", "alma"])
def test_the_office_is_led_to_the_office(office: Office, actor: str) -> None:
    page = Page(office, "ben", actor).open()
    goals = {item.title: item.goal for item in page.items if item.action}
    assert goals["Live sessions attended"] == "office"
    assert "course" not in goals.values()
