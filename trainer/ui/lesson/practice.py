"""A practice's course: what was written, whether the model answer is open, which lines of the self-check are ticked."""

from collections.abc import Mapping

from trainer.courses.lessons import PracticeStep
from trainer.i18n import N_, _
from trainer.ui.lesson.pages import FilledField, PracticePage

ANSWER_HEADING = N_("A model answer; yours can be very different")
TICKS_HEADING = N_("Look at your own work once more")


class PracticeDesk:
    """Keeps the learner's work on one practice; nobody but the learner reads it."""

    def __init__(self, step: PracticeStep, work: Mapping[str, str]) -> None:
        """Resumes from ``work``."""
        self._step = step
        self._texts = {field.id: work.get(f"{step.id}/{field.id}", "") for field in step.fields}
        self._shown = work.get(f"{step.id}/.answer", "") == "shown"
        self._ticks = {int(tick) for tick in work.get(f"{step.id}/.ticks", "").split() if tick.isdigit()}

    @property
    def is_done(self) -> bool:
        """The learner has compared with the model answer."""
        return self._shown

    def work(self) -> dict[str, str]:
        """Returns the state for keeping."""
        kept = {f"{self._step.id}/{field_id}": text for field_id, text in self._texts.items()}
        kept[f"{self._step.id}/.answer"] = "shown" if self._shown else ""
        kept[f"{self._step.id}/.ticks"] = " ".join(map(str, sorted(self._ticks)))
        return kept

    def write(self, field_id: str, text: str) -> None:
        """Takes what stands in a blank now."""
        if field_id in self._texts:
            self._texts[field_id] = text

    def show_model_answer(self) -> None:
        """Opens the model answer; asking for it is always allowed."""
        self._shown = True

    def tick(self, index: int, ticked: bool) -> None:
        """Ticks a line of the self-check, or takes the tick away."""
        (self._ticks.add if ticked else self._ticks.discard)(index)

    def page(self) -> PracticePage:
        """Returns what to show."""
        step = self._step
        return PracticePage(
            id=step.id,
            title=step.title,
            instructions_html=step.instructions_html,
            items=step.items,
            fields=tuple(FilledField(field, self._texts[field.id]) for field in step.fields),
            privacy=_("What you write stays on this computer. Nobody scores it, and it is in no report."),
            model_answer_html=step.model_answer_html if self._shown else "",
            ticks=tuple((line, index in self._ticks) for index, line in enumerate(step.self_check))
            if self._shown
            else (),
        )
