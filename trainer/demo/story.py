"""What happens in the demonstration, step by step."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from trainer.app.stage import Stage
from trainer.app.workspace import Workspace
from trainer.certificates.commands import verify_command
from trainer.certificates.facts import Provider
from trainer.certificates.public_keys import export_public_keys
from trainer.clock import SimulatedClock
from trainer.cohorts.accounts import NewPerson
from trainer.cohorts.attendance import Attendance
from trainer.cohorts.corrections import Adjust, Approval, Correction
from trainer.cohorts.people import Person, Role
from trainer.demo import learner, tour
from trainer.demo.killed import study_until_killed
from trainer.exchange.hours_export import as_csv, export_rows
from trainer.hours.policy import Policy
from trainer.i18n import N_, _, format_hours
from trainer.identifiers import new_id
from trainer.ui.navigation import Place

_IDLE, _BREAK, _KILLED_AFTER = 12 * 60, 8 * 60, 11 * 60 + 23
_SLIP = timedelta(minutes=40)
_PIN = "493817"


class Story:
    """Carries what one step leaves for the next.

    Attributes:
        made: Files for people to look at, with what they are.
        checks: What was verified, in words.
        faults: What did not hold; empty when all is well.
    """

    def __init__(self, out: Path, clock: SimulatedClock) -> None:
        """Opens the program on empty records in ``out``."""
        self.out, self.clock = out, clock
        self.made: list[tuple[Path, str]] = []
        self.checks: list[str] = []
        self.faults: list[str] = []
        self.records = out / "records"
        self.records.mkdir()
        self.screens = out / "screens"
        self.pdf, self.key = out / "certificate.pdf", out / "provider-key.json"
        self.stage = Stage(self.records, clock)

    @property
    def workspace(self) -> Workspace:
        """The records and services of the open program."""
        return self.stage.window.workspace

    def close(self) -> None:
        """Closes the program."""
        self.stage.close()

    # --- steps

    def meet_instructor(self) -> None:
        """An instructor sits down first, and enters the provider."""
        tour.take_first_run(self.stage, self.screens)
        self.stage.press(_("I teach or run the course"))
        self.stage.type_into(_("What should we call you?"), "Ana Reyes")
        self.stage.press(_("Continue"))
        provider = Provider(
            new_id(self.clock.now()), "Puente Wellness Center", "puente.example", "Ana Reyes", "Trainer"
        )
        self.workspace.certificates.set_provider(self._instructor.id, provider)

    def meet_learner(self) -> None:
        """A learner sits down at the same computer."""
        self.stage.window.end_session()
        self.stage.settle()
        self.stage.press(_("Someone new"))
        self.stage.press(_("I am learning"))
        self.stage.type_into(_("What should we call you?"), "Marisol Vega")
        self.stage.press(_("Continue"))
        self.enrolment = self.stage.window.enrolment
        self.learner = self.stage.window.here.person

    def study_with_a_break(self) -> None:
        """The first lesson, with twelve minutes of silence and a break of eight."""
        learner.study_lesson(self.stage, "hope-01", idle=_IDLE, pause=_BREAK)

    def study_and_be_killed(self) -> None:
        """The second lesson, in a program that is killed in the middle of it, and started again."""
        self.stage.close()
        self.clock.advance(3600)
        study_until_killed(self.records, "hope-02", self.clock.now(), _KILLED_AFTER)
        self.clock.advance(_KILLED_AFTER + 240)
        self.stage.open()
        self.stage.sit_down()
        kept = self._credited("hope-02")
        lost = _KILLED_AFTER - kept
        self.checks.append(
            _("A program killed after %(studied)s s of study: %(kept)s s were kept, %(lost)s s lost.")
            % {"studied": _KILLED_AFTER, "kept": kept, "lost": lost}
        )
        if not 0 <= lost <= 5:
            self.faults.append(f"a killed program lost {lost} s")
        learner.study_lesson(self.stage, "hope-02", already=kept)

    def study_the_rest(self) -> None:
        """The last two lessons, on the next day."""
        self.clock.advance(20 * 3600)
        learner.study_lesson(self.stage, "hope-03")
        learner.study_lesson(self.stage, "hope-04")
        self.stage.go(Place("home"))

    def publish_policy(self) -> None:
        """The hours policy gets a second version; what is credited stays as it is."""
        before = self.workspace.record(self.enrolment)
        day = self.workspace.local_now().date().isoformat()
        wish = Policy(effective_from=day, idle_limit_seconds=8 * 60)
        policy = self.workspace.policy_service.publish(self._instructor.id, wish, Policy().name)
        self.workspace.read_policies()
        if self.workspace.record(self.enrolment) != before:
            self.faults.append("a new version of the policy changed hours that were credited")
        self.checks.append(
            _("Version %(n)s of the hours policy is in force; the %(hours)s credited before did not change.")
            % {"n": policy.version, "hours": format_hours(before.credited_seconds)}
        )

    def attend(self) -> None:
        """The live session, recorded by the instructor, who writes the wrong time of arrival."""
        self.clock.advance(3 * 3600)
        began = self.clock.now()
        self.clock.advance(130 * 60)
        presence = Attendance(
            new_id(self.clock.now()), "L01", began + _SLIP, self.clock.now(), began + timedelta(minutes=60), 10
        )
        context = self.workspace.context(self.enrolment)
        self.workspace.attendance.record(presence, self.enrolment, context, self._instructor)

    def correct(self) -> None:
        """The slip is corrected by a new line; it is above the limit, so a colleague approves with a PIN."""
        colleague = self.workspace.accounts.add(NewPerson(Role.INSTRUCTOR, "Ben Ortiz", "en", _PIN))
        wish = Correction(
            new_id(self.clock.now()),
            Adjust(int(_SLIP.total_seconds()), "L01"),
            "The list at the door shows that she was there from the beginning.",
        )
        outcome = self.workspace.corrections.correct(
            self._instructor.id, wish, self.workspace.context(self.enrolment), Approval(colleague.id, _PIN)
        )
        total = outcome.comparison.total
        if total.difference != _SLIP.total_seconds():
            self.faults.append(f"the correction came to {total.difference} s")
        self.checks.append(
            _("A correction, approved by a second person: %(before)s before, %(after)s after.")
            % {"before": format_hours(total.before), "after": format_hours(total.after)}
        )

    def sit_exam(self) -> None:
        """A practice exam of eight questions."""
        attempt_id = learner.sit_practice_exam(
            self.stage, wrong=2, look_up=lambda: tour.take_exam(self.stage, self.screens)
        )
        score = self.workspace.exams.score(attempt_id, self.workspace.catalogue)
        self.checks.append(
            _("The practice exam: %(right)s of %(total)s, scored from the answers on disk.")
            % {"right": score.right, "total": score.total}
        )
        if (score.right, score.answered, score.total) != (6, 8, 8):
            self.faults.append(f"the exam came to {score.right} of {score.answered} of {score.total}, not 6 of 8 of 8")
        self.attempt_id = attempt_id

    def get_certificate(self) -> None:
        """The legal name is confirmed, and the certificate issued."""
        self.workspace.accounts.set_legal_name(self.learner.id, "Marisol Elena Vega", confirmed=True)
        issued = self.workspace.certificates.issue(self.learner.id, self.workspace.context(self.enrolment))
        self.number = issued.facts.number
        self.pdf.write_bytes(self.workspace.certificates.pdf(self.learner.id, self.number).read_bytes())
        tour.save_jpeg(self.pdf, self.out / "certificate.jpg")
        for keys in self.workspace.certificates.trusted_keys().values():
            export_public_keys(keys, self.key)
        self.made += [
            (self.pdf, _("the certificate, signed; SAMPLE, since no provider approval was entered")),
            (self.out / "certificate.jpg", _("the same as a picture, for a portal that takes no PDF")),
            (self.key, _("the provider's public key, for a stranger who verifies")),
        ]

    def verify_certificate(self) -> None:
        """A stranger verifies the paper with the key alone, and one changed byte is refused."""
        said: list[str] = []
        if verify_command(str(self.pdf), key_files=[self.key], write=said.append) != 0:
            self.faults.append("the certificate was not accepted: " + "".join(said))
        self.checks.append(_("The certificate, verified with no network: ") + said[0].splitlines()[0])
        changed = bytearray(self.pdf.read_bytes())
        changed[len(changed) // 3] ^= 1
        forged = self.out / "certificate-changed.pdf"
        forged.write_bytes(changed)
        refused: list[str] = []
        if verify_command(str(forged), key_files=[self.key], write=refused.append) != 1:
            self.faults.append("a changed certificate was accepted")
        self.checks.append(_("The same with one changed byte: ") + refused[0].splitlines()[0])
        self.made.append((forged, _("a copy with one changed byte, which is refused")))

    def verify_ledger(self) -> None:
        """Every line of the ledger, and all totals."""
        found = self.workspace.examine()
        record = self.workspace.record(self.enrolment)
        self.faults += found.faults
        self.checks.append(
            _("The ledger: %(n)s lines verified; %(credited)s credited, %(refused)s refused, %(measured)s measured.")
            % {
                "n": found.hours.lines,
                "credited": format_hours(record.credited_seconds),
                "refused": format_hours(record.refused_seconds),
                "measured": format_hours(record.measured_seconds),
            }
        )

    def write_reports(self) -> None:
        """The transcript and the lines for a spreadsheet."""
        person = self.workspace.accounts.person(self.learner.id) or self.learner
        report, lines = self.out / "transcript.pdf", self.out / "hours.csv"
        report.write_bytes(self.workspace.transcript(person, self.enrolment))
        entries, record = self.workspace.hours.lines_and_record(self.workspace.context(self.enrolment))
        lines.write_text(as_csv(export_rows(record, entries)), "utf-8-sig")
        self.made += [
            (report, _("the transcript of hours: every line, every reason, the sums")),
            (lines, _("the lines, for a spreadsheet")),
            (self.records, _("the records themselves; open them with TRAINER_HOME=%(path)s") % {"path": self.records}),
        ]

    def take_pictures(self) -> None:
        """Every screen in every look."""
        count = tour.take(self.stage, self.screens, attempt_id=self.attempt_id)
        self.made.append((self.screens, _("%(n)s pictures of the screens") % {"n": count}))

    # --- inside

    @property
    def _instructor(self) -> Person:
        return next(person for person in self.workspace.accounts.people() if person.name == "Ana Reyes")

    def _credited(self, subject: str) -> int:
        return int(self.workspace.record(self.enrolment).by_subject.get(subject, 0))


STEPS: tuple[tuple[str, Callable[[Story], None]], ...] = (
    (N_("An instructor sets up the provider"), Story.meet_instructor),
    (N_("A learner begins"), Story.meet_learner),
    (N_("Lesson 1, with a telephone call and a break"), Story.study_with_a_break),
    (N_("Lesson 2, in a program that is killed and started again"), Story.study_and_be_killed),
    (N_("Lessons 3 and 4, on the next day"), Story.study_the_rest),
    (N_("A new version of the hours policy"), Story.publish_policy),
    (N_("The live session"), Story.attend),
    (N_("A correction, with a second person"), Story.correct),
    (N_("A practice exam"), Story.sit_exam),
    (N_("The certificate"), Story.get_certificate),
    (N_("A stranger verifies the certificate"), Story.verify_certificate),
    (N_("The ledger is verified"), Story.verify_ledger),
    (N_("Reports"), Story.write_reports),
    (N_("Pictures of every screen"), Story.take_pictures),
)
