"""Pace and plan in words: what the learner wishes becomes sessions, or a kind hint; no Qt."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from trainer.clock import Clock
from trainer.hours.pace import Pace, needed_per_week, pace
from trainer.hours.pace_wording import left_text, needed_text, pace_text, plan_text, sessions_text
from trainer.hours.plan import PlanWish, StudyPlan, make_plan, most_minutes_a_day, seconds_to_plan
from trainer.hours.policy import Policy
from trainer.hours.record import HoursRecord
from trainer.hours.required import live_seconds_left, seconds_to_go
from trainer.hours.service import HoursContext
from trainer.i18n import _, format_hours
from trainer.ui.cells import Sheet
from trainer.ui.plan.sheet import sheet_of_sessions

USUAL_DAYS = frozenset({0, 2, 5})
USUAL_START = time(18)
EASY_SECONDS_A_WEEK = 6 * 3_600
"""What the first finish date is made from while there is no pace to make it from."""


@dataclass(frozen=True)
class PlanForm:
    """What the learner would like.

    Attributes:
        weekdays: Monday is 0.
        session_minutes: None: as long as it takes.
        reminder_minutes: How long before a session the calendar reminds; None: never.
    """

    finish_on: date
    weekdays: frozenset[int] = USUAL_DAYS
    start: time = USUAL_START
    session_minutes: int | None = None
    reminder_minutes: int | None = None


@dataclass(frozen=True)
class PaceWords:
    """How it goes so far, where that leads, and what is left."""

    title: str
    line: str
    left: str


@dataclass(frozen=True)
class PlanWords:
    """The plan.

    Attributes:
        needed: What the chosen day asks for.
        ready: It can be saved.
        wanted: Something is left that can be planned.
    """

    needed: str
    title: str
    line: str
    sheet: Sheet
    ready: bool
    wanted: bool = True


class PlanView(Protocol):
    """What the screen can show."""

    def show_pace(self, words: PaceWords) -> None:
        """Shows the pace."""

    def show_form(self, form: PlanForm, earliest: date, latest: date | None) -> None:
        """Fills the form in; the finish lies between two days."""

    def show_plan(self, words: PlanWords) -> None:
        """Shows what the form comes to."""


class PlanPresenter:
    """Plans as soon as it knows the record and has somebody to show it.

    Attributes:
        plan: The sessions that stand on the screen.
        form: What they were made from.
    """

    def __init__(self, context: HoursContext, policy: Policy, clock: Clock) -> None:
        """Knows nothing of the hours yet; ``policy`` is the version in force."""
        self._context, self._clock = context, clock
        self._most_minutes = most_minutes_a_day(policy)
        self._record: HoursRecord | None = None
        self._view: PlanView | None = None
        self.form: PlanForm | None = None
        self.plan: StudyPlan | None = None

    def know(self, record: HoursRecord) -> None:
        """Takes the hours so far."""
        self._record = record
        self._begin()

    def show_on(self, view: PlanView) -> None:
        """Shows everything on a view, now or as soon as the hours are known."""
        self._view = view
        self._begin()

    def wish(self, form: PlanForm) -> None:
        """Plans anew."""
        if self._record is None or self._view is None:
            return
        self.form = form
        left = seconds_to_plan(self._record, self._context.programme)
        zone = self._clock.zone()
        wish = PlanWish(form.finish_on, form.weekdays, form.start, zone, form.session_minutes, self._most_minutes)
        self.plan = make_plan(left, self._clock.now(), wish)
        self._view.show_plan(replace(self._plan_words(form, self.plan), wanted=left > 0))

    def _begin(self) -> None:
        if self._record is None or self._view is None:
            return
        reached = self._reached(self._record)
        live = live_seconds_left(self._record, self._context.programme)
        self._view.show_pace(_pace_words(reached, live))
        today, latest = self._now().date(), self._context.window.ends_on if self._context.window else None
        form = self.form or PlanForm(_first_finish(reached, today, latest))
        self._view.show_form(form, today, latest)
        self.wish(form)

    def _plan_words(self, form: PlanForm, plan: StudyPlan) -> PlanWords:
        assert self._record is not None
        reached = self._reached(self._record)
        needed = needed_per_week(reached.seconds_left, self._now().date(), form.finish_on)
        text = needed_text(needed, form.finish_on) if needed else ""
        title = sessions_text(plan) if plan.sessions else ""
        return PlanWords(text, title, plan_text(plan, form.weekdays), sheet_of_sessions(plan), bool(plan.sessions))

    def _reached(self, record: HoursRecord) -> Pace:
        return pace(record, seconds_to_go(record, self._context.programme), self._now().date())

    def _now(self) -> datetime:
        return self._clock.now().astimezone(ZoneInfo(self._clock.zone()))


def _pace_words(reached: Pace, live: int) -> PaceWords:
    if reached.seconds_left == 0:
        return PaceWords(_("All your hours are done"), _("There is nothing left to plan."), "")
    title = _("%(hours)s a week so far") % {"hours": format_hours(reached.seconds_per_week)}
    line = pace_text(reached) or _("It is early to say where this leads. Every session will tell more.")
    left = left_text(reached.seconds_left, live)
    return PaceWords(title if reached.credited_seconds else _("Your pace will show here"), line, left)


def _first_finish(reached: Pace, today: date, latest: date | None) -> date:
    """Proposes a day: where the pace leads, or what six hours a week come to."""
    weeks = -(-reached.seconds_left // EASY_SECONDS_A_WEEK)
    spoken = reached.finishes_on if pace_text(reached) else None
    finish = max(spoken or today + timedelta(weeks=weeks), today)
    return min(finish, latest) if latest is not None and latest >= today else finish
