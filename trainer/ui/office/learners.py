"""The learners of this computer as a table: hours from kept totals, certificates from the register; no Qt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trainer.certificates.facts import IssuedCertificate
from trainer.cohorts.people import Enrolment, Person
from trainer.courses.outline import Programme, in_language
from trainer.i18n import _, format_day, format_hours, format_hours_left, language, ngettext, speak_hours
from trainer.ui.cells import Cell, Row, Sheet


@dataclass(frozen=True)
class Learner:
    """A learner and where they stand, without crediting a line: a thousand of them open at once.

    Attributes:
        programme: None where this edition of the course is not on this computer.
        seconds: Credited, as last projected.
        issued: The certificate of this enrolment; a real one before a SAMPLE.
        in_doubt: Whether something in the record waits for two people to look at it, so that the hours may change.
    """

    person: Person
    enrolment: Enrolment
    programme: Programme | None
    seconds: int = 0
    issued: IssuedCertificate | None = None
    in_doubt: bool = False


def certificates_by_enrolment(found: Sequence[IssuedCertificate]) -> Mapping[str, IssuedCertificate]:
    """Returns the latest certificate of each enrolment, a real one before a SAMPLE."""
    ordered = sorted(found, key=lambda item: (not item.facts.sample, item.issued_at))
    return {item.enrolment_id: item for item in ordered}


def learners_sheet(learners: Sequence[Learner]) -> Sheet:
    """Lists learners with their course, their hours and their certificate."""
    head = (_("Learner"), _("Course"), _("Hours"), _("Certificate"))
    return Sheet(_("Learners on this computer"), head, (30, 34, 18, 30), [_row(learner) for learner in learners])


def learners_note(count: int) -> str:
    """Says how many there are, and what can be done with one."""
    if not count:
        return _("No learner on this computer yet. Learners add themselves when they first start the program.")
    words = ngettext("%(n)s learner on this computer.", "%(n)s learners on this computer.", count) % {"n": count}
    return words + " " + _("Enter opens the certificate.")


def _row(learner: Learner) -> Row:
    name = Cell(learner.person.name, sort=learner.person.name, strong=True)
    return Row(learner.enrolment.id, (name, _course(learner), _hours(learner), _state(learner)))


def _course(learner: Learner) -> Cell:
    programme, enrolment = learner.programme, learner.enrolment
    title = in_language(programme.title, language()) if programme else enrolment.programme_id
    return Cell(title, _("since %(day)s") % {"day": format_day(enrolment.starts_on, "medium")})


def _hours(learner: Learner) -> Cell:
    done, amount = learner.seconds, format_hours(learner.seconds)
    if learner.programme is None:
        below = _("not final") if learner.in_doubt else ""
        return Cell(amount, below, sort=done, number=True, strong=True, spoken=speak_hours(done))
    needed = learner.programme.total_minutes * 60
    # While something waits for a look, the hours are as last kept, and may change either way.
    words = _("%(done)s of %(all)s, not final") if learner.in_doubt else _("%(done)s of %(all)s")
    spoken = words % {"done": speak_hours(done), "all": speak_hours(needed)}
    words = _("of %(hours)s, not final") if learner.in_doubt else _("of %(hours)s")
    below = words % {"hours": format_hours(needed)}
    return Cell(amount, below, sort=done, number=True, strong=True, spoken=spoken)


def _state(learner: Learner) -> Cell:
    issued = learner.issued
    if learner.in_doubt:
        return Cell(_("Needs a look"), _("Open “Correct hours”, “In doubt”."))
    if issued is not None and not issued.facts.sample:
        return Cell(_("Issued"), issued.facts.number)
    if learner.programme is None:
        return Cell(_("Another edition"), _("Open it on the computer it was studied on."))
    missing = learner.programme.total_minutes * 60 - learner.seconds
    if missing > 0:
        # Rounded up, so that the table never promises a minute too much.
        return Cell(_("%(hours)s to go") % {"hours": format_hours_left(missing)})
    if issued is not None:
        return Cell(_("Enough hours"), _("A SAMPLE was issued."))
    return Cell(_("Enough hours"), _("Open it to see the rest."))
