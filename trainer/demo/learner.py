"""What the learner of the demonstration does at the desk."""

from collections.abc import Callable

from trainer.app.stage import Key, Stage, StageError
from trainer.courses.lessons import CheckStep, Lesson, ReadingStep, ScenarioStep
from trainer.i18n import _, language, ngettext
from trainer.ui.navigation import Place

LESSON_SECONDS = 40 * 60
_LETTERS = (Key.Key_A, Key.Key_B, Key.Key_C, Key.Key_D)


def study_lesson(stage: Stage, lesson_id: str, *, already: int = 0, idle: int = 0, pause: int = 0) -> None:
    """Goes through a lesson step by step until its minutes are full.

    Args:
        stage: The program.
        lesson_id: The lesson.
        already: Seconds that were credited before.
        idle: Seconds of silence in the middle, as when the telephone rings.
        pause: Seconds of a break after that.
    """
    lesson = stage.window.workspace.catalogue.lesson(lesson_id, language())
    stage.go(Place("lesson", lesson_id))
    steps = [step for step in lesson.steps if not (isinstance(step, ReadingStep) and step.is_alternate)]
    share = (LESSON_SECONDS - already) // len(steps) + 1
    for number, step in enumerate(steps):
        stage.pass_time(share)
        if number == len(steps) // 2:
            _rest(stage, idle, pause)
        if isinstance(step, ScenarioStep):
            _play(stage, step)
        elif isinstance(step, CheckStep):
            _answer(stage, lesson, step)
        if number < len(steps) - 1:
            stage.key(Key.Key_Right, control=True)
    stage.go(Place("home"))


def _rest(stage: Stage, idle: int, pause: int) -> None:
    if idle:
        stage.pass_time(idle, signs_every=0)
        stage.key(Key.Key_Down)
    if pause:
        stage.key(Key.Key_F8)
        stage.pass_time(pause, signs_every=0)
        stage.key(Key.Key_F8)


def _play(stage: Stage, scene: ScenarioStep) -> None:
    """Takes the strong way through a scenario, by key."""
    decision = scene.decisions[0] if scene.decisions else None
    while decision is not None:
        place = next(index for index, option in enumerate(decision.options) if option.quality == "strong")
        stage.key((Key.Key_1, Key.Key_2, Key.Key_3)[place])
        stage.key(Key.Key_Return)
        decision = scene.decision(decision.options[place].next_id)


def _answer(stage: Stage, lesson: Lesson, check: CheckStep) -> None:
    """Answers the check by key, the second question not as the key has it."""
    catalogue = stage.window.workspace.catalogue
    for number, question_id in enumerate(check.question_ids):
        key = "ABCD".index(catalogue.question(question_id, language()).key)
        stage.key(_LETTERS[(key + 1) % 4 if number == 1 else key])
        stage.key(Key.Key_Return)
        stage.key(Key.Key_Return)


def sit_practice_exam(stage: Stage, *, wrong: int, look_up: Callable[[], None]) -> str:
    """Chooses a short practice exam, answers all of it by key, and finishes; returns the attempt's id.

    ``look_up`` is called in the middle, before a question that is open.
    """
    stage.go(Place("exams"))
    stage.press(ngettext("%(n)s question", "%(n)s questions", 8) % {"n": 8})
    stage.press(_("Start"))
    workspace = stage.window.workspace
    attempt = workspace.exams.history(stage.enrolment_id)[0]
    for number, item in enumerate(attempt.items):
        if number == len(attempt.items) // 2:
            look_up()
        key = item.shown_letters.index(workspace.catalogue.question(item.question_id, attempt.language).key)
        stage.pass_time(45)
        stage.key(_LETTERS[(key + 1) % 4 if number < wrong else key])
        if number == 2:
            stage.key(Key.Key_F)
        if number < len(attempt.items) - 1:
            stage.key(Key.Key_Right)
    stage.press_and_answer(_("Finish"), _("Finish now"))
    if workspace.exams.state(attempt.id).attempt.finished_at is None:
        raise StageError("the exam was not finished")
    return attempt.id
