"""The course outline without a window: modules, their lessons and live sessions, and where each stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from trainer.courses.catalogue import Catalogue
from trainer.courses.lessons import Lesson, ModuleIntroduction
from trainer.courses.outline import LessonPlan, LiveSessionPlan, Module, in_language
from trainer.errors import TrainerError
from trainer.hours.record import HoursRecord, Mode
from trainer.hours.service import HoursContext
from trainer.i18n import N_, _, format_hours, language, ngettext, speak_hours
from trainer.study.lesson_states import LessonsOverview, LessonStanding, LessonState
from trainer.study.service import StudyService
from trainer.ui.course.pages import ModulePage, ModuleRow, OutlineRow
from trainer.ui.navigation import Navigator, Place
from trainer.ui.runner import Runner

Found = TypeVar("Found")

_STEP_WORDS = {
    "reading": N_("at the reading step"),
    "scenario": N_("at the scenario"),
    "practice": N_("at the practice"),
    "reflection": N_("at the reflection"),
    "check": N_("at the check"),
}


class CourseView(Protocol):
    """What the outline asks of its widgets."""

    def show_course(self, subtitle: str) -> None:
        """Shows what the course is made of."""

    def show_modules(self, rows: tuple[ModuleRow, ...], selected: int) -> None:
        """Shows the modules."""

    def show_module(self, page: ModulePage) -> None:
        """Shows the module that is open."""

    def show_error(self, error: Exception) -> None:
        """Shows an error."""


@dataclass(frozen=True)
class _Standing:
    record: HoursRecord
    overview: LessonsOverview


@dataclass(frozen=True)
class _Texts:
    """What was read of a module; None stands for what is not there or cannot be read."""

    module_id: str
    introduction: ModuleIntroduction | None
    lessons: Mapping[str, Lesson | None]


class CoursePresenter:
    """Shows where the learner stands in the course, and opens lessons."""

    def __init__(
        self,
        view: CourseView,
        context: HoursContext,
        study: StudyService,
        catalogue: Catalogue,
        runner: Runner,
        navigator: Navigator,
    ) -> None:
        """Shows nothing before :meth:`start`."""
        self._view, self._context, self._study = view, context, study
        self._catalogue, self._runner, self._navigator = catalogue, runner, navigator
        self._standing: _Standing | None = None
        self._lessons: dict[str, Lesson | None] = {}
        self._introductions: dict[str, ModuleIntroduction | None] = {}
        self._selected = 0

    def start(self, module_id: str = "") -> None:
        """Reads the hours; opens a module, or the one with the lesson to go on with."""
        context, study = self._context, self._study
        self._view.show_course(_subtitle(context))

        def _read() -> _Standing:
            record = study.preview(context)
            return _Standing(record, study.lessons_overview(context.enrolment_id, context.programme, record))

        self._runner.run(_read, lambda standing: self._on_read(standing, module_id), self._view.show_error)

    def select(self, index: int) -> None:
        """Opens a module by its place."""
        if self._standing is None or not 0 <= index < len(self._context.programme.modules):
            return
        self._selected = index
        self._show_module()
        self._read_texts(self._context.programme.modules[index])

    def open_lesson(self, lesson_id: str) -> None:
        """Opens a lesson."""
        plan = self._context.programme.lessons.get(lesson_id)
        if plan is not None and plan.written:
            self._navigator.go(Place("lesson", lesson_id))

    def _on_read(self, standing: _Standing, module_id: str) -> None:
        self._standing = standing
        programme = self._context.programme
        going_on = programme.lessons.get(standing.overview.continue_id or "")
        wanted = module_id or (going_on.module_id if going_on else "")
        ids = [module.id for module in programme.modules]
        self._selected = ids.index(wanted) if wanted in ids else 0
        rows = tuple(_module_row(module, standing) for module in programme.modules)
        self._view.show_modules(rows, self._selected)
        self.select(self._selected)

    def _read_texts(self, module: Module) -> None:
        """Reads what the module is about, content notes and steps in the background; the page gains them then."""
        missing = [plan.id for plan in module.lessons if plan.written and plan.id not in self._lessons]
        if missing or module.id not in self._introductions:
            self._runner.run(lambda: self._texts_of(module.id, missing), self._on_texts)

    def _texts_of(self, module_id: str, lesson_ids: list[str]) -> _Texts:
        lessons = {lesson_id: _found(self._catalogue.lesson, lesson_id) for lesson_id in lesson_ids}
        return _Texts(module_id, _found(self._catalogue.introduction, module_id), lessons)

    def _on_texts(self, texts: _Texts) -> None:
        self._introductions[texts.module_id] = texts.introduction
        self._lessons.update(texts.lessons)
        self._show_module()

    def _show_module(self) -> None:
        if self._standing is not None:
            self._view.show_module(self._page(self._context.programme.modules[self._selected], self._standing))

    def _page(self, module: Module, standing: _Standing) -> ModulePage:
        due = (module.self_paced_minutes + module.live_minutes) * 60
        done = min(due, standing.record.by_competency.get(module.id, 0))
        count = len(self._context.programme.modules)
        lessons = [self._lesson_row(plan, standing) for plan in module.lessons]
        live = [
            _live_row(session, module, standing.record)
            for session in self._context.programme.live_sessions
            if module.id in session.competency_minutes
        ]
        introduction = self._introductions.get(module.id)
        heavy = any(found is not None and found.content_note for found in map(self._lesson, module.lessons))
        return ModulePage(
            id=module.id,
            kicker=_("Module %(n)s of %(count)s") % {"n": module.number, "count": count},
            title=in_language(module.competency, language()),
            amount=_("%(done)s of %(all)s credited") % {"done": format_hours(done), "all": format_hours(due)},
            share=done / due if due else 0.0,
            spoken=_("%(done)s of %(all)s credited") % {"done": speak_hours(done), "all": speak_hours(due)},
            modes=_modes(module, standing.record),
            rows=(*lessons, *live),
            note=_("Some lessons here touch heavy subjects, and say so before they begin. You can pause at any time.")
            if heavy
            else "",
            summary=introduction.summary if introduction else "",
            outcomes=introduction.outcomes if introduction else (),
        )

    def _lesson(self, plan: LessonPlan) -> Lesson | None:
        return self._lessons.get(plan.id)

    def _lesson_row(self, plan: LessonPlan, standing: _Standing) -> OutlineRow:
        where = standing.overview.standings[plan.id]
        title = in_language(plan.title, language())
        minutes = _("%(n)s min") % {"n": plan.minutes}
        if where.state is LessonState.NOT_WRITTEN:
            below = _("Not written yet")
            return OutlineRow("", title, below, minutes, where.state.value, f"{title}. {below}.")
        goes_on = standing.overview.continue_id == plan.id
        below = self._below(plan, where)
        amount = _("%(n)s min, done") % {"n": plan.minutes} if where.state is LessonState.DONE else minutes
        action = (_("Continue") if where.state is LessonState.UNDER_WAY else _("Start")) if goes_on else ""
        spoken = ". ".join(part for part in (title, below, amount) if part)
        return OutlineRow(plan.id, title, below, amount, where.state.value, spoken, action)

    def _below(self, plan: LessonPlan, where: LessonStanding) -> str:
        lesson = self._lesson(plan)
        if where.state is LessonState.UNDER_WAY:
            words = _("%(done)s of %(all)s min credited") % {
                "done": where.credited_seconds // 60,
                "all": where.cap_seconds // 60,
            }
            at = _("all steps done") if where.steps_done else _step_words(lesson, where.step_id)
            return _("%(credited)s, %(where)s") % {"credited": words, "where": at} if at else words
        if lesson is not None and lesson.content_note and where.state is LessonState.NOT_STARTED:
            return lesson.content_note
        return _("Reading, scenario, practice, check")


def _found(read: Callable[[str, str], Found | None], item_id: str) -> Found | None:
    try:
        return read(item_id, language())
    except TrainerError:
        return None


def _step_words(lesson: Lesson | None, step_id: str) -> str:
    kinds = {step.id: step.kind for step in lesson.steps} if lesson else {}
    return _(_STEP_WORDS[kinds[step_id]]) if step_id in kinds else ""


def _subtitle(context: HoursContext) -> str:
    programme = context.programme
    counts = [
        ngettext("%(n)s module", "%(n)s modules", len(programme.modules)) % {"n": len(programme.modules)},
        ngettext("%(n)s lesson", "%(n)s lessons", len(programme.lessons)) % {"n": len(programme.lessons)},
    ]
    live, exams = len(programme.live_sessions), len(programme.exams)
    if live:
        counts.append(ngettext("%(n)s live session", "%(n)s live sessions", live) % {"n": live})
    if exams:
        counts.append(ngettext("%(n)s exam", "%(n)s exams", exams) % {"n": exams})
    hours = format_hours(programme.total_minutes * 60)
    return _("%(hours)s: %(parts)s. Nothing is locked.") % {"hours": hours, "parts": ", ".join(counts)}


def _module_row(module: Module, standing: _Standing) -> ModuleRow:
    due = (module.self_paced_minutes + module.live_minutes) * 60
    done = min(due, standing.record.by_competency.get(module.id, 0))
    title = in_language(module.short, language())
    begun = done or any(
        standing.overview.standings[plan.id].state in {LessonState.UNDER_WAY, LessonState.DONE}
        for plan in module.lessons
    )
    if done >= due:
        amount, state = _("Done"), "done"
        spoken = _("done")
    elif begun:
        amount = _("%(done)s of %(all)s") % {"done": format_hours(done), "all": format_hours(due)}
        state = "under_way"
        spoken = _("%(done)s of %(all)s credited") % {"done": speak_hours(done), "all": speak_hours(due)}
    else:
        amount, state, spoken = (
            format_hours(due),
            "not_started",
            _("%(time)s, not started") % {"time": speak_hours(due)},
        )
    words = _("Module %(n)s, %(title)s: %(state)s") % {"n": module.number, "title": title, "state": spoken}
    return ModuleRow(module.id, str(module.number), title, amount, state, words)


def _modes(module: Module, record: HoursRecord) -> str:
    parts = []
    if module.self_paced_minutes:
        seconds = record.by_matrix.get((module.id, Mode.SELF_PACED), 0)
        parts.append(_("Self-paced %(time)s") % {"time": format_hours(seconds)})
    if module.live_minutes:
        seconds = record.by_matrix.get((module.id, Mode.LIVE), 0)
        parts.append(_("Live %(time)s") % {"time": format_hours(seconds)})
    return "   ".join(parts)


def _live_row(session: LiveSessionPlan, module: Module, record: HoursRecord) -> OutlineRow:
    title = _("Live: %(title)s") % {"title": in_language(session.title, language())}
    credited = record.by_subject.get(session.id, 0)
    share = session.competency_minutes[module.id]
    below = (
        _("Together with your group")
        if share == session.minutes
        else _("%(part)s of its %(all)s min belong to this module") % {"part": share, "all": session.minutes}
    )
    if credited:
        amount = _("%(done)s of %(all)s min attended") % {"done": credited // 60, "all": session.minutes}
    else:
        amount = _("%(n)s min") % {"n": session.minutes}
    return OutlineRow("", title, below, amount, "live", ". ".join((title, below, amount)))
