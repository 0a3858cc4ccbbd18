"""The learner's place in an open lesson: changed here, written in the background a moment later."""

from collections.abc import Mapping
from dataclasses import replace

from trainer.clock import Clock
from trainer.study.progress import LessonProgress
from trainer.ui.lesson.services import Services

SAVE_AFTER_SECONDS = 2.0
"""A place that changes all the time (scrolling, typing) is written at most this often."""


class Bookmark:
    """Keeps the place and writes it in the background."""

    def __init__(self, services: Services, place: LessonProgress | None, first_step: str) -> None:
        """Takes up the stored place, or begins at the first step."""
        self._services = services
        self._clock: Clock = services.clock
        self._place = place or LessonProgress(
            services.context.enrolment_id, services.lesson_id, first_step, services.clock.now()
        )
        self._changed = place is None
        self._urgent = False
        self._saved_at = self._clock.monotonic()

    @property
    def place(self) -> LessonProgress:
        """The place as it is now."""
        return self._place

    def open(self, step_id: str) -> None:
        """Turns to a step, at its beginning."""
        if step_id != self._place.step_id:
            self._change(step_id=step_id, position=0)

    def move(self, position: int) -> None:
        """Scrolls, in thousandths."""
        if position != self._place.position:
            self._change(position=position)

    def keep(self, work: Mapping[str, str]) -> None:
        """Takes over work of a step; an empty text forgets what was there."""
        merged = {**self._place.work, **work}
        merged = {key: text for key, text in merged.items() if text}
        if merged != self._place.work:
            self._change(work=merged)

    def done(self, step_id: str, required: frozenset[str]) -> bool:
        """Marks a step as finished; returns True when that finished the lesson."""
        if step_id in self._place.done_step_ids:
            return False
        done = self._place.done_step_ids | {step_id}
        finishes = self._place.finished_at is None and required <= done
        self._change(done_step_ids=done, finished_at=self._clock.now() if finishes else self._place.finished_at)
        return finishes

    def save_soon(self) -> None:
        """Asks for what changed to be written with the next tick: what was pressed is shown first."""
        self._urgent = True

    def second_passed(self) -> None:
        """Writes what changed, unless it is still changing and was written a moment ago."""
        if self._urgent or self._clock.monotonic() - self._saved_at >= SAVE_AFTER_SECONDS:
            self.save()

    def save(self) -> None:
        """Writes what changed."""
        self._urgent = False
        if not self._changed:
            return
        self._changed, self._saved_at = False, self._clock.monotonic()
        place = self._place = replace(self._place, updated_at=self._clock.now())

        def _failed(_error: Exception) -> None:
            self._changed = True

        self._services.runner.run(lambda: self._services.study.save_place(place), None, _failed)

    def _change(self, **changes: object) -> None:
        self._place = replace(self._place, **changes)  # type: ignore[arg-type]
        self._changed = True
