"""The step that is open, when it is more than reading: scenario, practice, reflection or check."""

from collections.abc import Mapping
from typing import Protocol

from trainer.courses.lessons import CheckStep, PracticeStep, ReadingStep, ReflectionStep, ScenarioStep
from trainer.i18n import _
from trainer.study.progress import CheckAnswer
from trainer.ui.lesson.bookmark import Bookmark
from trainer.ui.lesson.check import CheckRound
from trainer.ui.lesson.opening import OpenedLesson
from trainer.ui.lesson.pages import CheckPage, PracticePage, ReflectionPage, ScenarioPage
from trainer.ui.lesson.practice import PracticeDesk
from trainer.ui.lesson.route import step_title
from trainer.ui.lesson.scenario import ScenarioTalk
from trainer.ui.lesson.services import Services

WorkPage = ScenarioPage | PracticePage | ReflectionPage | CheckPage
WorkStep = ScenarioStep | PracticeStep | ReflectionStep | CheckStep


class StepView(Protocol):
    """What a step shows."""

    def show_scenario(self, page: ScenarioPage) -> None:
        """Shows a turn of the scenario."""

    def show_practice(self, page: PracticePage) -> None:
        """Shows the practice."""

    def show_reflection(self, page: ReflectionPage) -> None:
        """Shows the reflection."""

    def show_check(self, page: CheckPage) -> None:
        """Shows a question of the check."""

    def show_error(self, error: Exception) -> None:
        """Shows an error."""


class Around(Protocol):
    """What a step tells the lesson around it."""

    def sign(self, kind: str) -> None:
        """The learner did something."""

    def step_finished(self, step_id: str) -> None:
        """A step is finished."""

    def step_changed(self) -> None:
        """The step shows something else, so the line at the foot does too."""


class OpenStep:
    """Takes what the learner does in a step, keeps it, and shows what follows."""

    def __init__(self, services: Services, view: StepView, around: Around) -> None:
        """Nothing is open yet."""
        self._services, self._view, self._around = services, view, around
        self._reflections: dict[str, str] = {}
        self._answers: list[CheckAnswer] = []
        self._step: WorkStep | None = None
        self._scenario: ScenarioTalk | None = None
        self._practice: PracticeDesk | None = None
        self._check: CheckRound | None = None

    def begin(self, opened: OpenedLesson, bookmark: Bookmark) -> None:
        """Takes the lesson that was opened."""
        self._opened, self._bookmark = opened, bookmark
        self._answers = list(opened.work.answers)

    def open(self, step: WorkStep | None) -> None:
        """Shows a step as it was left, or closes it (None)."""
        self._step, self._scenario, self._practice, self._check = step, None, None, None
        if step is not None:
            self._around.sign("pages")
        if isinstance(step, ScenarioStep):
            self._scenario = ScenarioTalk(step, self._work)
            self._show_scenario()
        elif isinstance(step, PracticeStep):
            self._practice = PracticeDesk(step, self._work)
            self._view.show_practice(self._practice.page())
        elif isinstance(step, ReflectionStep):
            self._view.show_reflection(_reflection(step, self._reflections.get(step.id, "")))
        elif isinstance(step, CheckStep):
            self._check = self.round(step)
            self._show_check()

    def page_of(self, step: WorkStep) -> WorkPage:
        """Returns a step's page as it stands, without opening it."""
        if isinstance(step, ScenarioStep):
            return ScenarioTalk(step, self._work).page()
        if isinstance(step, PracticeStep):
            return PracticeDesk(step, self._work).page()
        if isinstance(step, ReflectionStep):
            return _reflection(step, self._reflections.get(step.id, ""))
        return self.round(step).page()

    def round(self, step: CheckStep) -> CheckRound:
        """Returns a check as it stands."""
        passages = {s.id: s.title for s in self._opened.lesson.steps if isinstance(s, ReadingStep)}
        questions = [question for question in self._opened.questions if question.id in step.question_ids]
        return CheckRound(step, questions, passages, self._answers, self._work)

    @property
    def line(self) -> str:
        """What the foot says of the step, or nothing."""
        return self._scenario.page().turn if self._scenario else self._check.page().count if self._check else ""

    @property
    def passage_id(self) -> str:
        """The passage that the shown question is about, or nothing."""
        return self._check.question.section_id if self._check else ""

    def choose(self, number: int) -> None:
        """Chooses an option by its place, from 0."""
        if self._scenario is not None:
            options = self._scenario.page().options
            if number < len(options) and self._scenario.choose(options[number].id):
                self._around.sign("answers")
                self._show_scenario()
        elif self._check is not None:
            options = self._check.page().options
            if number < len(options) and self._check.choose(options[number].id):
                self._around.sign("answers")
                self._view.show_check(self._check.page())

    def go_on(self) -> None:
        """Goes on inside the step: to the next turn, or the next question."""
        self._around.sign("pages")
        if self._scenario is not None:
            self._scenario.go_on()
            self._show_scenario()
        elif self._check is not None and self._check.turn(1):
            self._show_check()

    def again(self) -> None:
        """Takes a choice back, or opens a question for another try."""
        self._around.sign("pages")
        if self._scenario is not None:
            self._scenario.again()
            self._show_scenario()
        elif self._check is not None:
            self._check.again()
            self._show_check()

    def turn_back(self) -> bool:
        """Returns to the turn or question before; returns False where there is none."""
        if self._scenario is not None and self._scenario.page().back:
            self._scenario.back()
            self._show_scenario()
            return True
        if self._check is not None and self._check.turn(-1):
            self._show_check()
            return True
        return False

    def wrote(self, field_id: str, text: str) -> None:
        """The learner wrote in a blank of the practice, or in the reflection, which is kept in memory alone."""
        if self._practice is not None:
            self._practice.write(field_id, text)
            self._bookmark.keep(self._practice.work())
        elif isinstance(self._step, ReflectionStep):
            self._reflections[self._step.id] = text

    def show_model_answer(self) -> None:
        """Opens the model answer."""
        if self._practice is not None:
            self._practice.show_model_answer()
            self._keep(self._practice.work())
            self._around.sign("answers")
            self._view.show_practice(self._practice.page())
            self._around.step_finished(self._practice.page().id)

    def tick(self, index: int, ticked: bool) -> None:
        """Ticks a line of the self-check."""
        if self._practice is not None:
            self._practice.tick(index, ticked)
            self._keep(self._practice.work())
            self._around.sign("answers")

    def check_answer(self) -> None:
        """Checks the chosen answer: the try is kept, the reasons open."""
        if self._check is None or self._step is None or not self._check.chosen:
            return
        self._around.sign("answers")
        study, enrolment_id = self._services.study, self._services.context.enrolment_id
        answer = study.answered(enrolment_id, self._check.question, self._check.chosen)
        self._services.runner.run(lambda: study.record_answer(answer), None, self._view.show_error)
        self._answers.append(answer)
        self._check.take(answer)
        self._show_check()
        if self._check.is_done:
            self._around.step_finished(self._step.id)

    @property
    def _work(self) -> Mapping[str, str]:
        return self._bookmark.place.work

    def _keep(self, work: Mapping[str, str]) -> None:
        self._bookmark.keep(work)
        self._bookmark.save_soon()

    def _show_scenario(self) -> None:
        if self._scenario is not None:
            self._keep(self._scenario.work())
            self._view.show_scenario(self._scenario.page())
            self._around.step_changed()
            if self._scenario.is_done and self._step is not None:
                self._around.step_finished(self._step.id)

    def _show_check(self) -> None:
        if self._check is not None:
            self._keep(self._check.work())
            self._view.show_check(self._check.page())
            self._around.step_changed()


def _reflection(step: ReflectionStep, text: str) -> ReflectionPage:
    return ReflectionPage(
        id=step.id,
        title=step_title("reflection"),
        prompt_html=step.prompt_html,
        privacy=_("This stays on the page until you leave; nothing is saved."),
        text=text,
    )
