"""The minutes of a sitting: every second asked for, every five seconds kept, every stint appended when it ends."""

from collections.abc import Callable
from typing import Protocol

from trainer.hours.ledger import Entry, OpenStint
from trainer.hours.meter import Activity
from trainer.hours.record import Credit, HoursRecord
from trainer.i18n import _, speak_hours
from trainer.study.sitting import Beat
from trainer.ui.lesson.pages import CreditLine
from trainer.ui.lesson.services import Services

BETWEEN_SIGNS = 0.5
"""Signs of one kind that come faster than this are one sign: a hand on the pointer sends hundreds a second."""

BETWEEN_CREDITS = 60.0


class Sitting(Protocol):
    """What this screen needs of :class:`trainer.study.sitting.StudySitting`."""

    @property
    def entry_id(self) -> str:
        """The id of the line that the stint under way will become."""

    def activity(self, kind: str) -> None:
        """Records a sign of study."""

    def away(self) -> None:
        """The window lost the person's attention."""

    def back(self) -> None:
        """The window has it again."""

    def pause(self) -> None:
        """Time stops."""

    def resume(self) -> None:
        """Time goes on."""

    def read_aloud(self, *, running: bool) -> None:
        """Read-aloud was started, or it stopped."""

    def tick(self) -> Beat:
        """To be called about once a second."""

    def so_far(self) -> Entry:
        """The stint under way as a line."""

    def finish(self) -> Entry:
        """Ends the stint."""


class TimeView(Protocol):
    """What the minutes show of themselves."""

    def show_credit(self, credit: CreditLine) -> None:
        """Shows the credited time."""

    def show_still_reading(self, shown: bool) -> None:
        """Shows or hides the quiet question that any key answers."""

    def show_reading_on(self, shown: bool) -> None:
        """Shows or hides, without a sound, that a key is wanted while read-aloud goes on."""

    def show_trouble(self, message: str) -> None:
        """Says that something could not be kept just now; an empty message takes it back."""

    def show_error(self, error: Exception) -> None:
        """Shows an error that ends something."""


class StudyTime:
    """Owns the sitting. Study goes on whatever happens to the disk: what is owed is tried again."""

    def __init__(
        self,
        sitting: Sitting,
        services: Services,
        view: TimeView,
    ) -> None:
        """Takes over a sitting that has just begun; ``services.lesson_id`` is what it studies."""
        self._sitting = sitting
        self._services = services
        self._context, self._study, self._hours = services.context, services.study, services.hours
        self._clock, self._runner = services.clock, services.runner
        self._view = view
        self._owed: list[Entry] = []
        self._lines: list[str] = []
        self._signs: dict[str, float] = {}
        self._notice = self._reading_on = self._paused = self._ended = False
        self._credited_at = self._clock.monotonic()

    @property
    def is_paused(self) -> bool:
        """The learner takes a break."""
        return self._paused

    def activity(self, kind: str) -> None:
        """Takes a sign of study, at most two of a kind a second."""
        if self._ended or self._paused:
            return
        now = self._clock.monotonic()
        if now - self._signs.get(kind, -BETWEEN_SIGNS) < BETWEEN_SIGNS:
            return
        self._signs[kind] = now
        self._sitting.activity(kind)
        self._show_notice(False)
        if kind != Activity.SPEECH:
            self._show_reading_on(False)

    def listening(self, running: bool) -> None:
        """Read-aloud was started, or it stopped; each sentence is an ``activity`` of its own."""
        if not self._ended and not self._paused:
            self._sitting.read_aloud(running=running)
            self._show_reading_on(False)

    def attention(self, here: bool) -> None:
        """The window gained or lost the person's attention."""
        if not self._ended and not self._paused:
            (self._sitting.back if here else self._sitting.away)()

    def pause(self) -> None:
        """Stops the time."""
        if not self._paused and not self._ended:
            self._paused = True
            self._sitting.pause()
            self._show_notice(False)

    def resume(self) -> None:
        """Lets the time go on."""
        if self._paused and not self._ended:
            self._paused = False
            self._sitting.resume()
            self._sitting.back()

    def second_passed(self) -> None:
        """Asks the sitting what is due."""
        if self._ended:
            return
        beat = self._sitting.tick()
        if beat.closed is not None and beat.closed.measured_seconds > 0:
            self._owed.append(beat.closed)
            self._lines.append(beat.closed.id)
        if beat.save is not None:
            self._keep(beat.save)
        if not self._paused:
            self._show_notice(beat.notice_due)
            self._show_reading_on(beat.reads_to_nobody)
        if self._clock.monotonic() - self._credited_at >= BETWEEN_CREDITS:
            self.refresh_credit()

    def refresh_credit(self, on_record: Callable[[HoursRecord], None] | None = None) -> None:
        """Works out in the background what has been credited so far, the stint under way included."""
        self._credited_at = self._clock.monotonic()
        stint = self._sitting.so_far()

        def _done(record: HoursRecord) -> None:
            self._view.show_credit(self.credit_line(record))
            if on_record is not None:
                on_record(record)

        self._runner.run(lambda: self._study.preview(self._context, stint), _done, self._on_trouble)

    def credit_line(self, record: HoursRecord) -> CreditLine:
        """Writes what the lesson has been credited with."""
        lesson_id = self._services.lesson_id
        plan = self._context.programme.lessons.get(lesson_id)
        return credit_words(record.by_subject.get(lesson_id, 0), plan.minutes * 60 if plan else 0)

    def credits_of(self, record: HoursRecord) -> tuple[Credit, ...]:
        """Returns the credits of this sitting's lines, the one under way included."""
        ids = {*self._lines, self._sitting.entry_id}
        return tuple(credit for credit in record.credits if credit.entry_id in ids)

    def finish(self, then: Callable[[tuple[Credit, ...]], None]) -> None:
        """Ends the sitting: appends its line, or forgets it when nothing was measured; then calls ``then``."""
        if self._ended:
            then(())
            return
        self._ended = True
        last = self._sitting.finish()
        lines = [*self._owed, *([last] if last.measured_seconds > 0 else [])]
        self._owed = []

        def _append() -> HoursRecord | None:
            record = None
            for line in lines:
                record = self._hours.append(line, self._context)
            if last.measured_seconds == 0:
                self._hours.drop_open_stint(last.id)
            return record

        def _failed(error: Exception) -> None:
            # The open stint is still on disk: the next start of the program makes a line of it.
            self._view.show_error(error)
            then(())

        self._runner.run(_append, lambda record: then(self.credits_of(record) if record else ()), _failed)

    def _keep(self, stint: OpenStint) -> None:
        owed, self._owed = self._owed, []

        def _save() -> None:
            for line in owed:
                self._hours.append(line, self._context)
            self._hours.save_open_stint(stint)

        def _failed(error: Exception) -> None:
            self._owed = owed + self._owed
            self._on_trouble(error)

        self._runner.run(_save, lambda _nothing: self._view.show_trouble(""), _failed)

    def _on_trouble(self, _error: Exception) -> None:
        self._view.show_trouble(
            _("Your time could not be saved just now. Nothing you did is lost; it is tried again by itself.")
        )

    def _show_notice(self, due: bool) -> None:
        if due != self._notice:
            self._notice = due
            self._view.show_still_reading(due)

    def _show_reading_on(self, shown: bool) -> None:
        if shown != self._reading_on:
            self._reading_on = shown
            self._view.show_reading_on(shown)


def credit_words(seconds: int, cap: int) -> CreditLine:
    """Writes credited seconds of a cap, rounded down to the minute."""
    words = _("%(done)s of %(all)s min credited") % {"done": seconds // 60, "all": cap // 60}
    spoken = _("%(done)s of %(all)s credited") % {"done": speak_hours(seconds), "all": speak_hours(cap)}
    return CreditLine(words, spoken, seconds / cap if cap else 0.0)
