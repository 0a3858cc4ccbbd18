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
    fitting = [
        person for person in learners if wanted in ("", person.id) or person.name.casefold() == wanted.casefold()
    ]
    if len(fitting) != 1:
        known = ", ".join(f"{one_line(person.name)} ({one_line(person.id)})" for person in learners) or _("nobody yet")
        raise TrainerError(
            _("Please name one learner with --learner."), _("On this computer: %(names)s.") % {"names": known}
        )
    enrolments = workspace.accounts.enrolments(fitting[0].id)
    if not enrolments:
        raise TrainerError(_("%(name)s is not in a course yet.") % {"name": one_line(fitting[0].name)})
    return fitting[0], enrolments[-1]
