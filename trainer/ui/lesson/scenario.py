"""A scenario's course: which turn is open, what was chosen, what was tried; every path can be explored."""

from collections.abc import Mapping

from trainer.courses.lessons import Decision, ScenarioOption, ScenarioStep
from trainer.i18n import _
from trainer.ui.lesson.pages import Feedback, Option, ScenarioPage


class ScenarioTalk:
    """Walks through a scenario. Its whole state is kept in two short texts, so that it can be resumed."""

    def __init__(self, step: ScenarioStep, work: Mapping[str, str]) -> None:
        """Resumes from ``work``; choices that the lesson no longer has are dropped."""
        self._step = step
        self._path: list[tuple[str, str]] = []
        self._tried = {key: set(ids.split(",")) for key, ids in _pairs(work.get(f"{step.id}/.tried", ""))}
        self._waiting = False
        self._ended = False
        self._resume(_pairs(work.get(f"{step.id}/.path", "")), work.get(f"{step.id}/.at", ""))

    @property
    def is_done(self) -> bool:
        """The end of the scene has been reached in this walk."""
        return self._ended

    def work(self) -> dict[str, str]:
        """Returns the state for keeping."""
        tried = " ".join(f"{key}={','.join(sorted(ids))}" for key, ids in sorted(self._tried.items()))
        return {
            f"{self._step.id}/.path": " ".join(f"{key}={chosen}" for key, chosen in self._path),
            f"{self._step.id}/.tried": tried,
            f"{self._step.id}/.at": "end" if self._ended else "feedback" if self._waiting else "choice",
        }

    def choose(self, option_id: str) -> bool:
        """Says one of the lines; returns False where there is nothing to choose."""
        decision = self._decision
        if decision is None or all(option.id != option_id for option in decision.options):
            return False
        if self._waiting:
            self._path.pop()
        self._path.append((decision.id, option_id))
        self._tried.setdefault(decision.id, set()).add(option_id)
        self._waiting = True
        return True

    def go_on(self) -> None:
        """Leaves the feedback for the next turn, or for the end."""
        chosen = self._chosen
        if self._waiting and chosen is not None:
            self._waiting = False
            self._ended = self._step.decision(chosen.next_id) is None

    def again(self) -> None:
        """Takes the last choice back; at the end, begins the scene anew."""
        if self._ended:
            self._path, self._ended = [], False
        elif self._waiting:
            self._path.pop()
        self._waiting = False

    def back(self) -> None:
        """Returns to the feedback of the turn before."""
        if self._waiting:
            self._path.pop()
        self._ended = False
        self._waiting = bool(self._path)

    def page(self) -> ScenarioPage:
        """Returns what to show."""
        if self._ended or self._decision is None:
            return self._end_page()
        decision, turn = self._decision, self._turn
        chosen = self._chosen if self._waiting else None
        return ScenarioPage(
            id=self._step.id,
            title=self._step.title,
            turn=_("Turn %(n)s of %(count)s. Every path can be explored; nothing here is scored.")
            % {"n": turn, "count": turn - 1 + self._longest(decision.id, frozenset())},
            opening_html=self._step.opening_html if turn == 1 else "",
            situation_html=decision.situation_html,
            speaker=decision.speaker,
            line=_("“%(words)s”") % {"words": decision.line} if decision.line else "",
            question=_("What might you say first?") if turn == 1 else _("What might you say?"),
            options=tuple(
                self._option(decision, number, option, chosen) for number, option in enumerate(decision.options)
            ),
            feedback=_feedback(chosen) if chosen else (),
            go_on=self._go_on_label(decision, chosen) if chosen else "",
            again=_("Try another response") if chosen else "",
            back=_("Back to the turn before") if turn > 1 else "",
        )

    @property
    def _turn(self) -> int:
        return len(self._path) + (0 if self._waiting else 1)

    @property
    def _decision(self) -> Decision | None:
        """The turn whose options are shown; with its feedback open, the one just answered."""
        if self._waiting:
            return self._step.decision(self._path[-1][0])
        chosen = self._chosen
        return self._step.decision(chosen.next_id) if chosen else self._step.decisions[0]

    @property
    def _chosen(self) -> ScenarioOption | None:
        if not self._path:
            return None
        decision_id, option_id = self._path[-1]
        decision = self._step.decision(decision_id)
        return next((option for option in decision.options if option.id == option_id), None) if decision else None

    def _end_page(self) -> ScenarioPage:
        return ScenarioPage(
            id=self._step.id,
            title=self._step.title,
            turn=_("The end of this scene. Every path can be explored; nothing here is scored."),
            closing_html=self._step.closing_html,
            again=_("Begin the scene again"),
            back=_("Back to the turn before"),
        )

    def _option(self, decision: Decision, number: int, option: ScenarioOption, chosen: ScenarioOption | None) -> Option:
        is_chosen = chosen is not None and chosen.id == option.id
        tried = option.id in self._tried.get(decision.id, ()) and not is_chosen
        return Option(
            option.id, str(number + 1), option.text, _("Tried") if tried else "", "chosen" if is_chosen else "rest"
        )

    def _go_on_label(self, decision: Decision, chosen: ScenarioOption | None) -> str:
        following = self._step.decision(chosen.next_id) if chosen else None
        if following is None:
            return _("See how it ends")
        if following.speaker:
            return _("Hear what %(name)s says") % {"name": following.speaker}
        return _("Go on")

    def _longest(self, decision_id: str, seen: frozenset[str]) -> int:
        decision = self._step.decision(decision_id)
        if decision is None or decision_id in seen:
            return 0
        return 1 + max((self._longest(o.next_id, seen | {decision_id}) for o in decision.options), default=0)

    def _resume(self, path: list[tuple[str, str]], at: str) -> None:
        for decision_id, option_id in path:
            self._waiting = False
            decision = self._decision
            if decision is None or decision.id != decision_id or all(o.id != option_id for o in decision.options):
                return
            self._path.append((decision_id, option_id))
        self._waiting = bool(self._path) and at == "feedback"
        chosen = self._chosen
        self._ended = at == "end" and chosen is not None and self._step.decision(chosen.next_id) is None


def _feedback(chosen: ScenarioOption) -> tuple[Feedback, ...]:
    return (
        Feedback(_("What happens"), chosen.outcome_html),
        Feedback(_("What this response does"), chosen.feedback_html),
    )


def _pairs(text: str) -> list[tuple[str, str]]:
    return [(key, value) for key, _sign, value in (item.partition("=") for item in text.split()) if value]
