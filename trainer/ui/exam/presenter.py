"""Sitting a practice exam: each answer is on disk before the next question is shown; no Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from trainer.clock import Clock
from trainer.courses.catalogue import Catalogue
from trainer.courses.questions import LETTERS, Question
from trainer.errors import TrainerError
from trainer.exams.attempt import AttemptState, FormItem
from trainer.exams.service import ExamService, questions_of, remaining_seconds
from trainer.i18n import _, format_hours, format_list, format_number, ngettext, speak_hours
from trainer.identifiers import new_id
from trainer.ui.navigation import Navigator, Place
from trainer.ui.runner import Runner

ANNOUNCED_MINUTES = (30, 10, 5)

MOST_NAMED = 12
"""Open questions that are named one by one before the exam is finished; more are counted."""


@dataclass(frozen=True)
class OptionRow:
    """One answer, under the letter that it is shown by."""

    letter: str
    text: str
    chosen: bool
    crossed_out: bool


@dataclass(frozen=True)
class QuestionPage:
    """The open question."""

    number: int
    title: str
    stem: str
    options: tuple[OptionRow, ...]
    flagged: bool
    is_first: bool
    is_last: bool


@dataclass(frozen=True)
class GridCell:
    """One question of the grid, with its state in words."""

    number: int
    answered: bool
    flagged: bool
    here: bool
    spoken: str


@dataclass(frozen=True)
class Counts:
    """How far the learner is, in words."""

    answered: str
    flagged: str
    unanswered: str
    position: str
    short_position: str


@dataclass(frozen=True)
class FinishQuestion:
    """What is asked before finishing; ``safe`` goes back to the exam, ``act`` ends it."""

    title: str
    text: str
    safe: str
    act: str


class ExamView(Protocol):
    """What the screen can show."""

    def show_heading(self, title: str, remark: str) -> None:
        """Shows what is sat, and what happens to it."""

    def show_question(self, page: QuestionPage) -> None:
        """Shows a question; one with another number takes the focus."""

    def show_grid(self, cells: Sequence[GridCell], counts: Counts) -> None:
        """Shows where the learner stands."""

    def show_time(self, text: str, spoken: str, hidden: bool) -> None:
        """Shows what is left; an empty text means that there is no limit."""

    def announce(self, text: str) -> None:
        """Says something to a screen reader and shows it quietly."""

    def show_problem(self, message: str, advice: str) -> None:
        """Says kindly that an answer is not saved yet and offers another try; empty texts take that away."""

    def show_busy(self, busy: bool) -> None:
        """Says that an answer is on its way to the disk."""

    def ask_finish(self, question: FinishQuestion) -> bool:
        """Asks before finishing; True means finish now."""


@dataclass(frozen=True)
class _Pending:
    """An answer that is not known to be on disk."""

    event_id: str
    question_id: str
    letter: str
    flagged: bool


class ExamPresenter:
    """Walks through an attempt."""

    def __init__(
        self,
        view: ExamView,
        exams: ExamService,
        catalogue: Catalogue,
        clock: Clock,
        runner: Runner,
        navigator: Navigator,
        attempt_id: str,
    ) -> None:
        """``attempt_id`` is the attempt to begin or to go on with."""
        self._view, self._exams, self._catalogue = view, exams, catalogue
        self._clock, self._runner, self._navigator = clock, runner, navigator
        self._attempt_id = attempt_id
        self._state: AttemptState | None = None
        self._questions: Sequence[Question] = ()
        self._answers: dict[str, str] = {}
        self._flagged: set[str] = set()
        self._crossed_out: dict[str, set[str]] = {}
        self._index = 0
        self._pending: _Pending | None = None
        self._failed = False
        self._then: Callable[[], None] | None = None
        self._time_hidden = False
        self._announced: set[int] = set()
        self._ended = False

    def open(self) -> None:
        """Reads the attempt and shows the first question without an answer."""
        self._runner.run(self._load, self._on_loaded)

    def choose(self, shown_letter: str) -> None:
        """Answers the open question by the letter on the screen."""
        if self._state is None or self._ended or shown_letter not in LETTERS:
            return
        stored = self._item.shown_letters[LETTERS.index(shown_letter)]
        self._crossed_out.get(self._item.question_id, set()).discard(shown_letter)
        if self._answers.get(self._item.question_id) == stored and not self._failed:
            self._show_question()
            return
        self._answers[self._item.question_id] = stored
        self._save()

    def cross_out(self, shown_letter: str) -> None:
        """Strikes an answer through, or restores it; a help to think that is not stored."""
        if self._state is None or self._ended or shown_letter not in LETTERS:
            return
        struck = self._crossed_out.setdefault(self._item.question_id, set())
        struck.symmetric_difference_update({shown_letter})
        self._show_question()

    def flag(self) -> None:
        """Marks the open question for another look, or takes the mark away."""
        if self._state is None or self._ended:
            return
        self._flagged.symmetric_difference_update({self._item.question_id})
        self._save()

    def next(self) -> None:
        """Goes to the next question, or from the last one to finishing."""
        if self._state is None:
            return
        if self._index + 1 < len(self._questions):
            self.go_to(self._index + 2)
        else:
            self.finish()

    def previous(self) -> None:
        """Goes to the question before."""
        if self._index > 0:
            self.go_to(self._index)

    def go_to(self, number: int) -> None:
        """Goes to a question by its number, once what was answered is on disk."""
        if self._state is not None and not self._ended and 1 <= number <= len(self._questions):
            self._when_saved(lambda: self._show_at(number - 1))

    def retry(self) -> None:
        """Tries again to save the answer, under the id that it has: stored twice it counts once."""
        if self._failed and self._pending is not None:
            self._send(self._pending)
        elif self._failed:
            self._end("")

    def toggle_time(self) -> None:
        """Hides the time or shows it again."""
        self._time_hidden = not self._time_hidden
        self._show_time()

    def tick(self) -> None:
        """To be called about once a second; reads the clock, so that a late call changes nothing."""
        left = self._seconds_left()
        if left is None or self._ended or self._state is None:
            return
        self._show_time()
        if left == 0:
            self._end(self._time_over())
            return
        for minutes in ANNOUNCED_MINUTES:
            if left <= minutes * 60 and minutes not in self._announced:
                self._announced.add(minutes)
                self._view.announce(_("%(time)s left.") % {"time": speak_hours(minutes * 60)})

    def finish(self) -> None:
        """Asks, then ends the attempt."""
        if self._state is not None and not self._ended:
            self._when_saved(self._ask_finish)

    def leave_for_now(self) -> None:
        """Goes back to the choice of exams; the attempt waits."""
        self._navigator.go(Place("exams"))

    def leave(self, then: Callable[[], None]) -> None:
        """Calls ``then`` once the last answer is on disk; one that cannot be saved does not keep anybody here."""
        if self._pending is None or self._failed:
            then()
        else:
            self._then = then

    @property
    def _item(self) -> FormItem:
        assert self._state is not None
        return self._state.attempt.items[self._index]

    def _load(self) -> tuple[AttemptState, Sequence[Question]]:
        state = self._exams.state(self._attempt_id)
        return state, questions_of(state.attempt, self._catalogue)

    def _on_loaded(self, loaded: tuple[AttemptState, Sequence[Question]]) -> None:
        self._state, self._questions = loaded
        self._answers, self._flagged = dict(self._state.answers), set(self._state.flagged)
        left = self._seconds_left()
        if self._state.attempt.finished_at is not None or left == 0:
            self._end("")
            return
        # Someone who comes back with 8 minutes left need not hear first that it was 30.
        self._announced = {minutes for minutes in ANNOUNCED_MINUTES if left is not None and left <= minutes * 60}
        remark = _("Nothing here is sent anywhere.")
        if left is not None:
            remark += " " + _("The time goes on while you are away.")
        self._view.show_heading(_("Practice exam"), remark)
        self._show_time()
        self._show_at(self._first_open())

    def _first_open(self) -> int:
        opens = self._open_numbers()
        return opens[0] - 1 if opens else 0

    def _open_numbers(self) -> list[int]:
        return [n for n, question in enumerate(self._questions, 1) if not self._answers.get(question.id)]

    def _save(self) -> None:
        """Stores the answer and the flag of the open question as one new event."""
        question_id = self._item.question_id
        letter = self._answers.get(question_id, "")
        event_id = new_id(self._clock.now())
        self._show_question()
        self._show_grid()
        self._send(_Pending(event_id, question_id, letter, question_id in self._flagged))

    def _send(self, pending: _Pending) -> None:
        self._pending, self._failed = pending, False
        self._view.show_problem("", "")
        self._view.show_busy(True)
        self._runner.run(
            lambda: self._exams.answer(
                self._attempt_id,
                pending.question_id,
                pending.letter,
                flagged=pending.flagged,
                event_id=pending.event_id,
            ),
            lambda state: self._on_saved(pending, state),
            lambda error: self._on_not_saved(pending, error),
        )

    def _on_saved(self, pending: _Pending, _state: Any) -> None:
        if pending is not self._pending:
            return
        self._pending = None
        self._view.show_busy(False)
        self._go_on()

    def _on_not_saved(self, pending: _Pending, error: Exception) -> None:
        if pending is not self._pending or self._ended:
            return
        self._failed = True
        self._view.show_busy(False)
        if self._seconds_left() == 0:
            self._end(self._time_over())
            return
        self._then = None
        self._show_error(_("This answer is not saved yet: %(why)s"), error)

    def _when_saved(self, then: Callable[[], None]) -> None:
        """Does something now, or when the answer under way is on disk; one that failed is tried again first."""
        if self._pending is None:
            then()
            return
        self._then = then
        if self._failed:
            self._send(self._pending)

    def _go_on(self) -> None:
        then, self._then = self._then, None
        if then is not None:
            then()

    def _ask_finish(self) -> None:
        opens = self._open_numbers()
        if self._view.ask_finish(_finish_question(opens, len(self._questions))):
            self._end("")
        elif opens:
            self._show_at(opens[0] - 1)

    def _end(self, words: str) -> None:
        self._ended, self._failed = True, False
        self._view.show_problem("", "")
        if words:
            self._view.announce(words)
        self._view.show_busy(True)
        self._runner.run(
            lambda: self._exams.finish(self._attempt_id),
            lambda _attempt: self._navigator.go(Place("result", self._attempt_id)),
            self._on_not_ended,
        )

    def _on_not_ended(self, error: Exception) -> None:
        self._ended = False
        self._failed = True
        self._view.show_busy(False)
        self._show_error(_("The exam is not finished yet: %(why)s"), error)

    def _show_error(self, sentence: str, error: Exception) -> None:
        if not isinstance(error, TrainerError):
            raise error
        advice = error.advice or _("Your other answers are safe. You can try again.")
        self._view.show_problem(sentence % {"why": error.message}, advice)

    def _time_over(self) -> str:
        if self._pending is not None and self._failed:
            return _("The time is over. Your last answer could not be saved; all others are.")
        return _("The time is over. Your answers are saved.")

    def _show_at(self, index: int) -> None:
        self._index = index
        self._show_question()
        self._show_grid()

    def _show_question(self) -> None:
        item, question = self._item, self._questions[self._index]
        struck = self._crossed_out.get(item.question_id, set())
        chosen = self._answers.get(item.question_id)
        options = tuple(
            OptionRow(shown, question.choices[stored].text, stored == chosen, shown in struck)
            for shown, stored in zip(LETTERS, item.shown_letters, strict=True)
        )
        self._view.show_question(
            QuestionPage(
                number=self._index + 1,
                title=self._position(),
                stem=question.stem,
                options=options,
                flagged=item.question_id in self._flagged,
                is_first=self._index == 0,
                is_last=self._index + 1 == len(self._questions),
            )
        )

    def _position(self) -> str:
        return _("Question %(n)s of %(all)s") % {"n": self._index + 1, "all": len(self._questions)}

    def _show_grid(self) -> None:
        cells = [self._cell(index, question.id) for index, question in enumerate(self._questions)]
        answered = sum(cell.answered for cell in cells)
        counts = Counts(
            _("Answered: %(done)s of %(all)s") % {"done": answered, "all": len(cells)},
            _("Flagged: %(n)s") % {"n": sum(cell.flagged for cell in cells)},
            _("Not answered: %(n)s") % {"n": len(cells) - answered},
            self._position(),
            _("%(n)s of %(all)s") % {"n": self._index + 1, "all": len(cells)},
        )
        self._view.show_grid(cells, counts)

    def _cell(self, index: int, question_id: str) -> GridCell:
        answered, flagged = bool(self._answers.get(question_id)), question_id in self._flagged
        words = [_("answered") if answered else _("not answered")]
        if flagged:
            words.append(_("flagged"))
        if index == self._index:
            words.append(_("you are here"))
        spoken = _("Question %(n)s: %(state)s") % {"n": index + 1, "state": ", ".join(words)}
        return GridCell(index + 1, answered, flagged, index == self._index, spoken)

    def _seconds_left(self) -> int | None:
        return remaining_seconds(self._state.attempt, self._clock.now()) if self._state else None

    def _show_time(self) -> None:
        left = self._seconds_left()
        if left is None:
            self._view.show_time("", "", False)
            return
        if left < 60:
            words = spoken = _("Less than a minute left")
        else:
            words = _("%(time)s left") % {"time": format_hours(left)}
            spoken = _("%(time)s left") % {"time": speak_hours(left)}
        self._view.show_time(words, spoken, self._time_hidden)


def _finish_question(opens: Sequence[int], count: int) -> FinishQuestion:
    title = _("Finish the exam now?")
    last = _("After you finish, answers cannot be changed.")
    if not opens:
        text = ngettext("You answered the question.", "You answered all %(n)s questions.", count) % {"n": count}
        return FinishQuestion(title, f"{text} {last}", _("Look again"), _("Finish now"))
    if len(opens) > MOST_NAMED:
        text = _("%(n)s questions have no answer yet.") % {"n": format_number(len(opens))}
    else:
        names = format_list([str(number) for number in opens])
        text = ngettext(
            "Question %(names)s has no answer yet.", "Questions %(names)s have no answer yet.", len(opens)
        ) % {"names": names}
    return FinishQuestion(title, f"{text} {last}", _("Go to unanswered"), _("Finish now"))
