"""What Today says, in words; no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from trainer.clock import Clock
from trainer.courses.outline import in_language
from trainer.hours.pace import Pace
from trainer.hours.pace_wording import pace_text
from trainer.i18n import _, format_hours, format_weekday, language, ngettext, pgettext, speak_hours
from trainer.study.today import Today
from trainer.ui.navigation import Navigator, Place


@dataclass(frozen=True)
class BarRow:
    """A bar with its words; ``share`` is 0 to 1."""

    number: str
    label: str
    amount: str
    share: float
    token: str
    done: bool
    spoken: str


@dataclass(frozen=True)
class ContinueCard:
    """The card to go on with; ``button`` is empty when there is nothing to open."""

    lead: str
    title: str
    detail: str
    button: str


@dataclass(frozen=True)
class ModeRow:
    """One mode's hours, in its colour."""

    label: str
    amount: str
    token: str
    share: float


@dataclass(frozen=True)
class SideCard:
    """A small card at the side."""

    icon: str
    title: str
    lines: tuple[str, ...]
    button: str = ""


class HomeView(Protocol):
    """What the screen can show."""

    def show_greeting(self, greeting: str, line: str) -> None:
        """Shows the page title and the date."""

    def show_notes(self, notes: Sequence[str]) -> None:
        """Says what the person should know about the records; nothing, mostly."""

    def show_continue(self, card: ContinueCard, share: float) -> None:
        """Shows the card to go on with; ``share`` places the sun."""

    def show_bars(self, title: str, summary: str, rows: list[BarRow]) -> None:
        """Shows a bar a competency."""

    def show_hours(self, number: str, below: str, modes: list[ModeRow], plan: str, spoken: str) -> None:
        """Shows the ring, the modes and the plan line."""

    def show_side(self, cards: list[SideCard]) -> None:
        """Shows the small cards."""


class HomePresenter:
    """Turns the facts of today into words, and clicks into places."""

    def __init__(self, view: HomeView, clock: Clock, navigator: Navigator, name: str) -> None:
        """``name`` is how the person wants to be addressed."""
        self._view, self._clock, self._navigator, self._name = view, clock, navigator, name
        self._today: Today | None = None

    def show(self, facts: Today, pace: Pace | None = None, notes: Sequence[str] = ()) -> None:
        """Shows everything; without a pace, or with nothing credited yet, no plan is worded."""
        self._today = facts
        self._view.show_notes(notes)
        moment = self._clock.now().astimezone(ZoneInfo(self._clock.zone()))
        self._view.show_greeting(_greeting(moment, self._name), _date_line(moment))
        required = facts.programme.total_minutes * 60
        share = min(1.0, facts.totals.credited_seconds / max(1, required))
        self._view.show_continue(_continue_card(facts), share)
        rows = _bars(facts)
        self._view.show_bars(_bars_title(facts), _summary(facts), rows)
        spoken = _("Your hours: %(done)s of %(all)s.") % {
            "done": speak_hours(facts.totals.credited_seconds),
            "all": speak_hours(required),
        }
        self._view.show_hours(
            format_hours(facts.totals.credited_seconds),
            _("of %(hours)s") % {"hours": format_hours(required)},
            _modes(facts, required),
            pace_text(pace) if pace else "",
            spoken + " " + " ".join(f"{mode.label}: {mode.amount}." for mode in _modes(facts, required)),
        )
        self._view.show_side(_side(facts))

    def continue_pressed(self) -> None:
        """Opens the lesson on the card, or the certificate when all is done."""
        if self._today and self._today.next_lesson:
            self._navigator.go(Place("lesson", self._today.next_lesson.id))
        else:
            self._navigator.go(Place("course"))

    def record_pressed(self) -> None:
        """Opens the hours record."""
        self._navigator.go(Place("hours"))

    def exams_pressed(self) -> None:
        """Opens the practice exams."""
        self._navigator.go(Place("exams"))


def _greeting(moment: datetime, name: str) -> str:
    if 4 <= moment.hour < 12:
        return _("Good morning, %(name)s") % {"name": name}
    if 12 <= moment.hour < 18:
        return _("Good afternoon, %(name)s") % {"name": name}
    return _("Good evening, %(name)s") % {"name": name}


def _date_line(moment: datetime) -> str:
    return _("%(day)s. Start wherever feels right today.") % {"day": _capital(format_weekday(moment.date()))}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _continue_card(facts: Today) -> ContinueCard:
    lesson = facts.next_lesson
    if lesson is None:
        return ContinueCard(
            _("You have been through every lesson that is here"),
            in_language(facts.programme.title, language()),
            _("You can read any lesson again, try a practice exam, or look at your certificate."),
            _("Open the course"),
        )
    minutes = max(1, facts.seconds_left // 60)
    number = facts.programme.modules_by_id[lesson.module_id].number
    where = _("Module %(module)s, lesson %(lesson)s.") % {"module": number, "lesson": facts.lesson_number}
    left = ngettext("About %(n)s minute left in this lesson.", "About %(n)s minutes left in this lesson.", minutes) % {
        "n": minutes
    }
    return ContinueCard(
        _("Continue where you stopped") if facts.started else _("A good place to start"),
        in_language(lesson.title, language()),
        f"{where} {left}",
        _("Continue lesson") if facts.started else _("Start lesson"),
    )


def _bars(facts: Today) -> list[BarRow]:
    if len(facts.modules) == 1:
        return _lesson_bars(facts)
    rows = []
    for state, module in zip(facts.modules, facts.programme.modules, strict=True):
        label = in_language(module.short, language())
        rows.append(_bar(str(state.number), label, state.credited_seconds, state.due_seconds, "laurel"))
    if facts.exam_due_seconds:
        rows.append(_bar("", _("Exams, all areas"), facts.exam_credited_seconds, facts.exam_due_seconds, "poppy"))
    return rows


def _lesson_bars(facts: Today) -> list[BarRow]:
    done = facts.totals.by_subject
    rows = [
        _bar(str(n), in_language(lesson.title, language()), done.get(lesson.id, 0), lesson.minutes * 60, "laurel")
        for n, lesson in enumerate(facts.programme.lessons.values(), 1)
    ]
    for session in facts.programme.live_sessions:
        label = _("Live: %(title)s") % {"title": in_language(session.title, language())}
        rows.append(_bar("", label, done.get(session.id, 0), session.minutes * 60, "lupine"))
    return rows


def _bar(number: str, label: str, done: int, due: int, token: str) -> BarRow:
    finished = due > 0 and done >= due
    if finished:
        amount = pgettext("hours of a competency", "Done")
    elif done >= 60:
        amount = _("%(done)s of %(due)s") % {"done": format_hours(done), "due": format_hours(due)}
    else:
        amount = format_hours(due)
    spoken = _("%(label)s: %(done)s of %(due)s") % {
        "label": label,
        "done": speak_hours(done),
        "due": speak_hours(due),
    }
    return BarRow(number, label, amount, done / due if due else 0.0, token, finished, spoken)


def _bars_title(facts: Today) -> str:
    count = len(facts.modules)
    if count == 1:
        return in_language(facts.programme.modules[0].short, language())
    if facts.exam_due_seconds:
        return _("%(n)s competencies and exams") % {"n": count}
    return _("%(n)s competencies") % {"n": count}


def _summary(facts: Today) -> str:
    if len(facts.modules) == 1:
        return ""
    done = sum(state.done for state in facts.modules)
    under_way = sum(0 < state.credited_seconds < state.due_seconds for state in facts.modules)
    return _("%(done)s done, %(under_way)s under way, %(ahead)s ahead") % {
        "done": done,
        "under_way": under_way,
        "ahead": len(facts.modules) - done - under_way,
    }


def _modes(facts: Today, required: int) -> list[ModeRow]:
    rows = [
        (_("Self-paced"), "self_paced", "laurel"),
        (_("Live"), "live", "lupine"),
        (_("Exams"), "exam", "poppy"),
    ]
    return [
        ModeRow(label, format_hours(facts.totals.by_mode.get(mode, 0)), token, _share(facts, mode, required))
        for label, mode, token in rows
        if mode != "exam" or facts.exam_due_seconds
    ]


def _share(facts: Today, mode: str, required: int) -> float:
    return facts.totals.by_mode.get(mode, 0) / max(1, required)


def _side(facts: Today) -> list[SideCard]:
    cards = [SideCard("file-check", _("Practice questions"), (_("Short or long, any time."),), _("Choose an exam"))]
    if facts.next_live is not None:
        cards.append(
            SideCard(
                "users",
                _("Live: %(title)s") % {"title": in_language(facts.next_live.title, language())},
                (
                    _("%(hours)s of live time. Your instructor sets the day.")
                    % {"hours": format_hours(facts.next_live.minutes * 60)},
                ),
            )
        )
    return cards
