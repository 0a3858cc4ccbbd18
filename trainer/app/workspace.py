"""One opened installation: its records, its course, and the services over them; no window."""

import os
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING

from trainer import paths
from trainer.clock import Clock
from trainer.errors import TrainerError
from trainer.i18n import _

# What a service needs is imported where the service is first asked for: the window is on the screen before that.
if TYPE_CHECKING:
    from trainer.certificates.audit import Audited
    from trainer.certificates.register import CertificateService
    from trainer.cohorts.accounts import AccountService
    from trainer.cohorts.attendance import AttendanceService
    from trainer.cohorts.corrections import CorrectionService
    from trainer.cohorts.people import Enrolment, Person
    from trainer.cohorts.policy_service import PolicyService
    from trainer.courses.catalogue import Catalogue
    from trainer.courses.outline import Programme
    from trainer.exams.service import ExamService
    from trainer.hours.examine import Learner, Unread
    from trainer.hours.ledger import Entry, Head
    from trainer.hours.notary import Notary
    from trainer.hours.pace import Pace
    from trainer.hours.policy import Policy
    from trainer.hours.record import HoursRecord
    from trainer.hours.service import HoursContext, HoursService
    from trainer.store.database import Database
    from trainer.store.unit_of_work import UnitOfWork
    from trainer.study.service import StudyService
    from trainer.study.sitting import Desk
    from trainer.study.today import Today, Totals


class Workspace:
    """Opens things when they are first needed, so that the window never waits for what it does not show yet.

    May be used from the main thread and the worker; each opening happens once.
    """

    def __init__(self, folder: Path, clock: Clock, content: Path | None = None) -> None:
        """Touches no file."""
        self.folder = folder
        self.clock = clock
        self._content = content or paths.content_folder()
        self._lock = RLock()
        self._database: Database | None = None
        self._editions: dict[str, Catalogue] = {}
        self._policies: Mapping[str, Policy] = {}

    def adopt(self, database: "Database") -> None:
        """Works over records that are open already; whoever opened them closes them."""
        with self._lock:
            self._database = database

    @property
    def database(self) -> "Database":
        """The records; the first use opens them, upgrades them and closes stints that a killed program left open.

        Raises:
            StoreError: They cannot be opened; the message says what to do.
        """
        with self._lock:
            if self._database is None:
                from trainer.store.database import open_database

                self._database = open_database(self.folder, self.clock)
                self.read_policies()
                self._recover()
            return self._database

    @property
    def has_records(self) -> bool:
        """Says whether there are records here already; asking makes none."""
        return (self.folder / "records.db").exists() or "TRAINER_DATABASE" in os.environ

    @cached_property
    def catalogue(self) -> "Catalogue":
        """The course; the first use in a checkout compiles it."""
        from trainer.courses.library import open_catalogue

        with self._lock:
            return open_catalogue(self.folder / "packs", self._content)

    def course(self, enrolment: "Enrolment") -> "Catalogue":
        """Returns the edition that an enrolment is pinned to: a new one changes nobody's hours.

        Raises:
            TrainerError: That edition is not on this computer.
        """
        from trainer.courses.library import open_edition

        with self._lock:
            if enrolment.edition == self.catalogue.edition:
                return self.catalogue
            if enrolment.edition not in self._editions:
                self._editions[enrolment.edition] = open_edition(self.folder / "packs", enrolment.edition)
            return self._editions[enrolment.edition]

    @cached_property
    def accounts(self) -> "AccountService":
        """Profiles and enrolments."""
        from trainer.cohorts.accounts import AccountService

        return AccountService(self.unit, self.clock)

    @cached_property
    def hours(self) -> "HoursService":
        """The ledger and what it comes to."""
        from trainer.hours.service import HoursService

        return HoursService(self.unit, self.notary)

    @cached_property
    def notary(self) -> "Notary":
        """Signs the ends of this computer's chain."""
        from trainer.hours.notary import Notary

        return Notary(self.database.device_id, self.database.key, self.clock)

    @cached_property
    def exams(self) -> "ExamService":
        """Practice exams."""
        from trainer.exams.service import ExamService

        return ExamService(self.unit, self.clock)

    @cached_property
    def study(self) -> "StudyService":
        """Places in lessons."""
        from trainer.study.service import StudyService

        return StudyService(self.unit, self.hours, self.clock)

    @cached_property
    def attendance(self) -> "AttendanceService":
        """Live sessions."""
        from trainer.cohorts.attendance import AttendanceService

        return AttendanceService(self.hours, self.clock, self.database.device_id)

    @cached_property
    def corrections(self) -> "CorrectionService":
        """Adjustments, reversals, recalculations."""
        from trainer.cohorts.corrections import CorrectionService

        return CorrectionService(self.hours, self.accounts, self.clock, self.database.device_id)

    @cached_property
    def certificates(self) -> "CertificateService":
        """Requirements, issuing, the register."""
        from trainer.app.certificates import make_certificate_service

        return make_certificate_service(self)

    @cached_property
    def policy_service(self) -> "PolicyService":
        """Versions of the hours policy."""
        from trainer.cohorts.policy_service import PolicyService

        return PolicyService(self.unit, self.clock, self.notary)

    @property
    def policies(self) -> "Mapping[str, Policy]":
        """The hours policies by name, as they were last read: a screen that is being built waits for nobody."""
        if not self._policies:
            self.read_policies()
        return self._policies

    def read_policies(self) -> "Mapping[str, Policy]":
        """Reads the policies afresh, since another computer of the office may have published one."""
        self._policies = self.policy_service.book().policies
        return self._policies

    def policy_of(self, enrolment: "Enrolment") -> "Policy":
        """Returns the version that new lines of an enrolment are written under today."""
        from trainer.hours.policy_book import in_force

        return in_force(self.policies, enrolment.policy, self.local_now().date())

    def programme(self, enrolment: "Enrolment") -> "Programme":
        """Returns the outline that an enrolment is credited by."""
        return self.course(enrolment).programme(enrolment.programme_id)

    def context(self, enrolment: "Enrolment") -> "HoursContext":
        """Returns what an enrolment's hours are credited by."""
        from trainer.hours.record import EnrolmentWindow
        from trainer.hours.service import HoursContext

        window = EnrolmentWindow(enrolment.starts_on, enrolment.ends_on)
        return HoursContext(enrolment.id, self.programme(enrolment), self.policies, window)

    def desk(self, enrolment: "Enrolment", lesson_id: str) -> "Desk":
        """Returns who studies what, for a sitting."""
        from trainer.hours.policy_book import upcoming
        from trainer.study.sitting import Desk

        return Desk(
            enrolment_id=enrolment.id,
            person_id=enrolment.person_id,
            device_id=self.database.device_id,
            subject=lesson_id,
            edition=enrolment.edition,
            policy=self.policy_of(enrolment),
            upcoming=upcoming(self.policies, enrolment.policy, self.local_now().date()),
            idle_limit_seconds=enrolment.idle_limit_seconds,
        )

    def enrol(self, person: "Person", programme_id: str) -> "Enrolment":
        """Puts a learner into a programme, from today on."""
        from trainer.hours.policy_book import in_force

        day = self.local_now().date()
        policy = in_force(self.read_policies(), "", day)
        return self.accounts.enrol(person, programme_id, self.catalogue.edition, policy.name, day)

    def local_now(self) -> datetime:
        """Returns now as the computer's clock on the wall shows it."""
        from zoneinfo import ZoneInfo

        return self.clock.now().astimezone(ZoneInfo(self.clock.zone()))

    def record(self, enrolment: "Enrolment") -> "HoursRecord":
        """Credits an enrolment afresh."""
        return self.hours.record(self.context(enrolment))

    def today(self, enrolment: "Enrolment", record: "HoursRecord") -> "Today":
        """Returns the facts of the Today screen."""
        from trainer.study.today import today

        with self.unit() as unit:
            places = unit.progress.all_progress(enrolment.id)
        recent = [place.lesson_id for place in places if place.finished_at is None]
        return today(self.programme(enrolment), totals_of(record), recent)

    def home(self, enrolment: "Enrolment") -> "tuple[Today, Pace, Sequence[str]]":
        """Returns what Today shows, the pace so far, and what the learner should know about the records."""
        from trainer.hours.pace import pace
        from trainer.hours.required import seconds_to_go

        self.read_policies()
        _lines, record, faults = self.standing(enrolment)
        facts = self.today(enrolment, record)
        return (
            facts,
            pace(record, seconds_to_go(record, facts.programme), self.local_now().date()),
            self._notes(faults),
        )

    def notes(self, enrolment: "Enrolment") -> "Sequence[str]":
        """Returns what a learner should know about the records."""
        return self._notes(self.standing(enrolment)[2])

    def _notes(self, faults: int) -> "Sequence[str]":
        from trainer.hours.wording import attention_text

        return [*([attention_text()] if faults else []), *self.database.notices]

    def office_notes(self) -> "Sequence[str]":
        """Returns what the office should know about the records of this computer.

        Its own chain alone is followed: a whole office's ledger takes a while, and is looked through by command.
        """
        from trainer.hours.examine import is_touched
        from trainer.hours.wording import office_attention_text

        with self.unit() as unit:
            touched = is_touched(unit, self.database.device_id)
        return [*([office_attention_text()] if touched else []), *self.database.notices]

    def in_doubt(self) -> "frozenset[str]":
        """Returns the ids of the enrolments with lines of this computer that the office should look at."""
        from trainer.hours.examine import touched

        with self.unit() as unit:
            return touched(unit, self.database.device_id)

    def learners(self) -> "Sequence[Learner | Unread]":
        """Returns everybody whose hours are here, and what they are credited by where that is here too.

        Raises:
            TrainerError: No course can be read at all.
        """
        assert self.catalogue
        return [self._learner(enrolment) for enrolment in self.enrolments()]

    def _learner(self, enrolment: "Enrolment") -> "Learner | Unread":
        from trainer.hours.examine import Learner, Unread
        from trainer.store.failures import StoreError

        try:
            return Learner(enrolment.person_id, self.context(enrolment))
        except StoreError:
            raise
        except TrainerError as error:
            # One edition that is not on this computer must not hide the others.
            return Unread(enrolment.person_id, enrolment.id, error.message)

    def examine(self, receipts: "Sequence[Head]" = ()) -> "Audited":
        """Looks through the whole ledger, every total and every certificate; changes nothing."""
        from trainer.certificates.audit import audit
        from trainer.hours.examine import Computer

        learners = self.learners()
        computer = Computer(self.database.device_id, self.database.key.public, self.clock.now())
        with self.unit() as unit:
            return audit(unit, learners, computer, receipts)

    def standing(self, enrolment: "Enrolment") -> "tuple[Sequence[Entry], HoursRecord, int]":
        """Returns a learner's lines, what they come to, and how much of it is not as it was written and not settled.

        All of one moment: another desk may be writing.
        """
        from trainer.hours.examine import count_faults

        context = self.context(enrolment)
        with self.unit() as unit:
            lines, record = self.hours.read(unit, context)
            return lines, record, count_faults(unit, enrolment.id, record)

    def names(self) -> dict[str, str]:
        """Returns what everybody here is called on paper, by id."""
        return {one.id: one.legal_name or one.name for one in self.accounts.people()}

    def transcript(self, person: "Person", enrolment: "Enrolment") -> bytes:
        """Prints the transcript of hours as PDF."""
        from trainer.app.reports import transcript

        return transcript(self, person, enrolment)

    def close(self) -> None:
        """Closes the records."""
        with self._lock:
            if self._database is not None:
                self._database.close()
                self._database = None

    def unit(self) -> "UnitOfWork":
        """Returns a unit of work over the records."""
        return self.database.unit()

    def _recover(self) -> None:
        def _context(enrolment_id: str) -> "HoursContext | None":
            found = self._enrolment(enrolment_id)
            return self.context(found) if found else None

        for entry in self.hours.recover(_context):
            import logging

            logging.getLogger(__name__).info("closed a stint that was interrupted: %s", entry.id)

    def _enrolment(self, enrolment_id: str) -> "Enrolment | None":
        with self.unit() as unit:
            return unit.people.enrolment(enrolment_id)

    def enrolment_of(self, person_id: str) -> "Enrolment":
        """Returns a learner's latest course.

        Raises:
            TrainerError: The learner is in no course yet.
        """
        found = self.accounts.enrolments(person_id)
        if not found:
            raise TrainerError(
                _("This person is not in a course yet."), _("A course is chosen when a profile is made.")
            )
        return found[-1]

    def enrolments(self) -> "Sequence[Enrolment]":
        """Returns all enrolments of this installation."""
        return self.accounts.enrolments()


def totals_of(record: "HoursRecord") -> "Totals":
    """Keeps a record's totals alone."""
    from trainer.study.today import Totals

    return Totals(
        record.credited_seconds,
        {mode.value: seconds for mode, seconds in record.by_mode.items()},
        record.by_competency,
        record.by_subject,
    )
