"""Finding the learner that a command names."""

from trainer.app.workspace import Workspace
from trainer.cohorts.people import Enrolment, Person, Role
from trainer.errors import TrainerError
from trainer.i18n import _
from trainer.plain_text import one_line


def find_learner(workspace: Workspace, wanted: str) -> tuple[Person, Enrolment]:
    """Finds a learner by id or name; without a word, the only one there is.

    Raises:
        TrainerError: None or several fit; the message lists those there are.
    """
    learners = [person for person in workspace.accounts.people() if person.role is Role.LEARNER]
    fitting = [person for person in learners if not wanted or _is_called(person, wanted)]
    if len(fitting) != 1:
        known = ", ".join(f"{one_line(person.name)} ({one_line(person.id)})" for person in learners)
        message = _("Please name one learner with --learner.")
        if wanted and not fitting:
            message = _("There is no learner %(name)s here.") % {"name": one_line(wanted)}
        if known:
            raise TrainerError(message, _("On this computer: %(names)s.") % {"names": known})
        with workspace.unit() as unit:
            damaged = unit.people.damaged()
        if damaged:
            raise TrainerError(message, damaged[0])
        folder = {"path": one_line(str(workspace.folder))}
        raise TrainerError(message, _("Nobody studies yet with the records in %(path)s.") % folder)
    enrolments = workspace.accounts.enrolments(fitting[0].id)
    if not enrolments:
        raise TrainerError(_("%(name)s is not in a course yet.") % {"name": one_line(fitting[0].name)})
    return fitting[0], enrolments[-1]


def _is_called(person: Person, wanted: str) -> bool:
    """Says whether somebody is meant by an id, or by either name as it stands on screens and papers."""
    names = {person.name.casefold(), person.legal_name.casefold()}
    return person.id == wanted or wanted.casefold() in names
