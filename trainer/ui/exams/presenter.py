"""Choosing a practice exam: what there is to draw from, what is under way, what was done; no Qt."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from trainer.clock import Clock
from trainer.courses.catalogue import Catalogue
from trainer.courses.questions import AREAS, Pool
from trainer.exams.areas import area_name, limit_seconds
from trainer.exams.attempt import Attempt, AttemptState
from trainer.exams.service import PRACTICE_LENGTHS, ExamService, PracticeWish, remaining_seconds
from trainer.i18n import _, format_hours, format_moment, language, ngettext, speak_hours
from trainer.rules import Rules
from trainer.ui.navigation import Navigator, Place
from trainer.ui.runner import Runner


@dataclass(frozen=True)
class AreaChoice:
    """An area of focus that can be ticked; ``available`` is False while it has no question."""

    code: str
    name: str
    amount: str
    spoken: str
    chosen: bool
    available: bool


@dataclass(frozen=True)
class LengthChoice:
    """A length that the bank can fill."""

    count: int
    label: str
    spoken: str
    chosen: bool


@dataclass(frozen=True)
class TimeWords:
    """The two ways to sit: without a clock, and at the real exam's pace."""

    free_detail: str
    timed_detail: str
    timed_chosen: bool


@dataclass(frozen=True)
class ResumeOffer:
    """An attempt under way."""

    attempt_id: str
    title: str
    detail: str


@dataclass(frozen=True)
class PastRow:
    """A finished attempt."""

    attempt_id: str
    when: str
    what: str
    spoken: str


class ExamsView(Protocol):
    """What the screen can show."""

    def show_areas(self, summary: str, rows: Sequence[AreaChoice]) -> None:
        """Shows the areas with what each holds."""

    def show_lengths(self, rows: Sequence[LengthChoice]) -> None:
        """Shows the lengths on offer."""

    def show_time(self, words: TimeWords) -> None:
        """Shows the two ways to sit."""

    def show_start(self, label: str, ready: bool, why_not: str) -> None:
        """Words the start button; where it is not ready, ``why_not`` says what is missing."""

    def show_resume(self, offer: ResumeOffer | None) -> None:
        """Offers the attempt under way, or takes the offer away."""

    def show_history(self, rows: Sequence[PastRow]) -> None:
        """Shows earlier attempts, latest first."""


@dataclass(frozen=True)
class _Facts:
    """What the store knows of an enrolment's attempts."""

    unfinished: AttemptState | None
    history: Sequence[Attempt]


class ExamsPresenter:
    """Keeps the wish together and starts the exam."""

    def __init__(
        self,
        view: ExamsView,
        exams: ExamService,
        catalogue: Catalogue,
        rules: Rules,
        clock: Clock,
        runner: Runner,
        navigator: Navigator,
        enrolment_id: str,
    ) -> None:
        """``enrolment_id`` is the learner's."""
        self._view, self._exams, self._catalogue = view, exams, catalogue
        self._rules, self._clock, self._runner, self._navigator = rules, clock, runner, navigator
        self._enrolment_id = enrolment_id
        self._bank: Counter[str] = Counter()
        self._areas: set[str] = set()
        self._count = 0
        self._timed = False
        self._busy = False

    def open(self) -> None:
        """Counts the bank and looks for attempts, off the main thread."""
        self._runner.run(self._load, self._on_loaded)

    def choose_area(self, code: str, chosen: bool) -> None:
        """Adds an area or takes it away."""
        (self._areas.add if chosen else self._areas.discard)(code)
        self._show_choices()

    def choose_all_areas(self, chosen: bool) -> None:
        """Ticks every area that has questions, or none."""
        self._areas = set(self._bank) if chosen else set()
        self._show_choices()

    def choose_length(self, count: int) -> None:
        """Sets the number of questions."""
        self._count = count
        self._show_choices()

    def choose_time(self, timed: bool) -> None:
        """Sets the pace."""
        self._timed = timed
        self._show_choices()

    def start(self) -> None:
        """Draws and stores the attempt, then opens it."""
        if self._busy or not self._count:
            return
        self._busy = True
        wish = PracticeWish(self._wished_areas(), self._count, self._limit() if self._timed else None)
        self._runner.run(lambda: self._start(wish), self._on_started)

    def open_attempt(self, attempt_id: str) -> None:
        """Goes back to the attempt under way."""
        self._navigator.go(Place("exam", attempt_id))

    def open_result(self, attempt_id: str) -> None:
        """Shows how an earlier attempt went."""
        self._navigator.go(Place("result", attempt_id))

    def _load(self) -> tuple[Counter[str], _Facts]:
        questions = self._catalogue.questions(Pool.PRACTICE, language())
        facts = _Facts(self._exams.unfinished(self._enrolment_id), self._exams.history(self._enrolment_id))
        return Counter(question.area for question in questions), facts

    def _on_loaded(self, loaded: tuple[Counter[str], _Facts]) -> None:
        self._bank, facts = loaded
        self._areas = set(self._bank)
        self._count = _nearest(self._lengths(), 16)
        self._show_choices()
        self._view.show_resume(self._offer(facts.unfinished) if facts.unfinished else None)
        self._view.show_history([self._past(attempt) for attempt in facts.history if self._is_past(attempt)])

    def _show_choices(self) -> None:
        lengths = self._lengths()
        if self._count not in lengths:
            self._count = _nearest(lengths, self._count)
        rows = [self._area_row(code) for code in AREAS]
        self._view.show_areas(self._summary(), rows)
        self._view.show_lengths([_length_row(count, self._available(), self._count) for count in lengths])
        self._view.show_time(self._time_words())
        label = ngettext("Start with %(n)s question", "Start with %(n)s questions", self._count) % {"n": self._count}
        why_not = "" if self._count else self._why_not()
        self._view.show_start(label if self._count else _("Start"), bool(self._count), why_not)

    def _area_row(self, code: str) -> AreaChoice:
        count = self._bank[code]
        spoken = ngettext("%(n)s question", "%(n)s questions", count) % {"n": count} if count else _("None yet")
        amount = str(count) if count else spoken
        return AreaChoice(code, area_name(self._rules, code), amount, spoken, code in self._areas, count > 0)

    def _summary(self) -> str:
        count = self._available()
        return ngettext("%(n)s question to draw from", "%(n)s questions to draw from", count) % {"n": count}

    def _why_not(self) -> str:
        return _("Please choose at least one area.") if self._bank else _("There are no practice questions yet.")

    def _available(self) -> int:
        return sum(self._bank[code] for code in self._areas)

    def _lengths(self) -> list[int]:
        """Returns what the bank can fill; a bank between two lengths may also be taken whole."""
        available = self._available()
        lengths = [count for count in PRACTICE_LENGTHS if count <= available]
        if 0 < available < PRACTICE_LENGTHS[-1] and available not in lengths:
            lengths.append(available)
        return lengths

    def _wished_areas(self) -> tuple[str, ...]:
        return () if self._areas == set(self._bank) else tuple(code for code in AREAS if code in self._areas)

    def _limit(self) -> int:
        return limit_seconds(self._rules, self._count)

    def _time_words(self) -> TimeWords:
        detail = _("The pace of the state exam: %(time)s for this length.") % {"time": speak_hours(self._limit())}
        return TimeWords(_("Take all the time you want."), detail if self._count else "", self._timed)

    def _offer(self, state: AttemptState) -> ResumeOffer:
        attempt = state.attempt
        detail = _("Answered: %(done)s of %(all)s") % {"done": len(state.answers), "all": len(attempt.items)}
        left = remaining_seconds(attempt, self._clock.now())
        if left is not None:
            detail += ". " + _("%(time)s left") % {"time": format_hours(left)}
        when = format_moment(attempt.started_at, self._clock.zone())
        return ResumeOffer(
            attempt.id, _("You have an exam under way"), _("Started %(when)s.") % {"when": when} + f" {detail}."
        )

    def _is_past(self, attempt: Attempt) -> bool:
        return attempt.finished_at is not None or remaining_seconds(attempt, self._clock.now()) == 0

    def _past(self, attempt: Attempt) -> PastRow:
        count = len(attempt.items)
        when = format_moment(attempt.started_at, self._clock.zone())
        what = ngettext("%(n)s question", "%(n)s questions", count) % {"n": count}
        pace = _("exam pace") if attempt.limit_seconds else _("no time limit")
        words = _("%(questions)s, %(pace)s") % {"questions": what, "pace": pace}
        return PastRow(
            attempt.id, when, words, _("Practice exam of %(when)s: %(what)s") % {"when": when, "what": words}
        )

    def _on_started(self, state: AttemptState) -> None:
        self._busy = False
        self._navigator.go(Place("exam", state.attempt.id))

    def _start(self, wish: PracticeWish) -> AttemptState:
        try:
            return self._exams.start_practice(self._enrolment_id, self._catalogue, language(), wish)
        except Exception:
            self._busy = False
            raise


def _length_row(count: int, available: int, chosen: int) -> LengthChoice:
    spoken = ngettext("%(n)s question", "%(n)s questions", count) % {"n": count}
    whole = count == available and count not in PRACTICE_LENGTHS
    label = _("All %(n)s") % {"n": count} if whole else str(count)
    return LengthChoice(count, label, spoken, count == chosen)


def _nearest(lengths: Sequence[int], wanted: int) -> int:
    return min(lengths, key=lambda count: abs(count - wanted), default=0)
