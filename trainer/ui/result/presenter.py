"""How an exam went: by area, with an honest range, and what is worth another look; no Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol
from zoneinfo import ZoneInfo

from trainer.clock import Clock
from trainer.courses.catalogue import Catalogue
from trainer.courses.questions import LETTERS
from trainer.errors import TrainerError
from trainer.exams.areas import area_name
from trainer.exams.attempt import Attempt, FormItem
from trainer.exams.score import ENOUGH_ANSWERS, AreaScore, Miss, Range, Score
from trainer.exams.service import ExamService, remaining_seconds
from trainer.i18n import _, format_hours, format_weekday, language, ngettext
from trainer.rules import Rules
from trainer.ui.navigation import Navigator, Place
from trainer.ui.runner import Runner


@dataclass(frozen=True)
class RangeBar:
    """A score with its range, 0 to 1; ``low`` is None while there is too little to go by."""

    low: float | None
    high: float | None
    score: float
    spoken: str


@dataclass(frozen=True)
class ScoreCard:
    """The score in words."""

    number: str
    of_all: str
    text: str
    reading: str
    guidance: str
    bar: RangeBar


@dataclass(frozen=True)
class AreaRow:
    """One area of focus."""

    name: str
    count: str
    range: str
    bar: RangeBar


@dataclass(frozen=True)
class AnswerWords:
    """An answer of a question, and why someone might choose it; ``label`` says whose it is."""

    label: str
    text: str
    rationale: str


@dataclass(frozen=True)
class MissCard:
    """A question worth another look.

    Attributes:
        given: The learner's answer, or None when it was left open.
    """

    title: str
    stem: str
    given: AnswerWords | None
    best: AnswerWords
    link: str
    spoken_link: str
    place: Place


class ResultView(Protocol):
    """What the screen can show."""

    def show_heading(self, title: str, line: str) -> None:
        """Shows the page title and what was sat."""

    def show_score(self, card: ScoreCard) -> None:
        """Shows the score."""

    def show_areas(self, rows: Sequence[AreaRow], note: str) -> None:
        """Shows a row an area."""

    def show_misses(self, title: str, cards: Sequence[MissCard]) -> None:
        """Shows what is worth another look; without cards the title says that all is well."""


@dataclass(frozen=True)
class _Loaded:
    attempt: Attempt
    score: Score
    links: dict[tuple[str, str], str]


class ResultPresenter:
    """Words a score."""

    def __init__(
        self,
        view: ResultView,
        exams: ExamService,
        catalogue: Catalogue,
        rules: Rules,
        clock: Clock,
        runner: Runner,
        navigator: Navigator,
        attempt_id: str,
    ) -> None:
        """``attempt_id`` is a finished attempt; one whose time is over is finished here."""
        self._view, self._exams, self._catalogue, self._rules = view, exams, catalogue, rules
        self._clock, self._runner, self._navigator = clock, runner, navigator
        self._attempt_id = attempt_id

    def open(self) -> None:
        """Scores the attempt from the answers on disk, off the main thread."""
        self._runner.run(self._load, self._on_loaded)

    def open_passage(self, place: Place) -> None:
        """Opens the passage of a lesson that a question came from."""
        self._navigator.go(place)

    def again(self) -> None:
        """Goes back to the choice of exams."""
        self._navigator.go(Place("exams"))

    def _load(self) -> _Loaded | None:
        attempt = self._exams.state(self._attempt_id).attempt
        if attempt.finished_at is None:
            if remaining_seconds(attempt, self._clock.now()) != 0:
                return None
            attempt = self._exams.finish(self._attempt_id)
        score = self._exams.score(self._attempt_id, self._catalogue)
        return _Loaded(attempt, score, self._links(score.misses))

    def _on_loaded(self, loaded: _Loaded | None) -> None:
        if loaded is None:
            self._navigator.go(Place("exam", self._attempt_id))
            return
        attempt, score = loaded.attempt, loaded.score
        self._view.show_heading(_("Practice exam, your result"), self._line(attempt, score))
        self._view.show_score(_score_card(score))
        rows = [self._area_row(area) for area in score.areas]
        self._view.show_areas(rows, _("Each area counts the same here. That is our choice, not an official rule."))
        cards = [self._card(attempt, miss, loaded.links) for miss in score.misses]
        self._view.show_misses(_misses_title(score), cards)

    def _line(self, attempt: Attempt, score: Score) -> str:
        assert attempt.finished_at is not None
        day = format_weekday(attempt.started_at.astimezone(ZoneInfo(self._clock.zone())).date())
        seconds = int((attempt.finished_at - attempt.started_at).total_seconds())
        took = ngettext(
            "You answered %(done)s of %(n)s question in %(time)s.",
            "You answered %(done)s of %(n)s questions in %(time)s.",
            score.total,
        ) % {"done": score.answered, "n": score.total, "time": format_hours(max(60, seconds))}
        if attempt.limit_seconds is None:
            took = ngettext(
                "You answered %(done)s of %(n)s question, with no time limit.",
                "You answered %(done)s of %(n)s questions, with no time limit.",
                score.total,
            ) % {"done": score.answered, "n": score.total}
        return f"{day[:1].upper()}{day[1:]}. {took}"

    def _area_row(self, area: AreaScore) -> AreaRow:
        name = area_name(self._rules, area.area)
        count = _("%(right)s of %(all)s") % {"right": area.right, "all": area.total}
        words = _range_words(area.likely)
        spoken = _("%(area)s: %(count)s. %(range)s") % {"area": name, "count": count, "range": words}
        return AreaRow(name, count, words, _bar(area.likely, area.right / area.total, spoken))

    def _links(self, misses: Sequence[Miss]) -> dict[tuple[str, str], str]:
        """Finds what the passages are called; a lesson that cannot be read is named plainly."""
        found: dict[tuple[str, str], str] = {}
        for lesson_id in {miss.question.lesson_id for miss in misses}:
            try:
                lesson = self._catalogue.lesson(lesson_id, language())
            except TrainerError:
                continue
            readings = [step for step in lesson.steps if step.kind == "reading" and not step.is_alternate]
            for part, step in enumerate(readings, 1):
                found[lesson_id, step.id] = _("%(lesson)s, part %(n)s") % {"lesson": lesson.title, "n": part}
        return found

    def _card(self, attempt: Attempt, miss: Miss, links: dict[tuple[str, str], str]) -> MissCard:
        question = miss.question
        number, item = _find_item(attempt.items, question.id)
        shown = _shown_by(item)
        link = links.get((question.lesson_id, question.section_id)) or _("Open the lesson")
        title = _("Question %(n)s, %(area)s") % {"n": number, "area": area_name(self._rules, question.area)}
        best = question.choices[question.key]
        return MissCard(
            title=title,
            stem=question.stem,
            given=_given(miss, shown),
            best=AnswerWords(
                _("What fits best: %(letter)s") % {"letter": shown(question.key)}, best.text, best.rationale
            ),
            link=link,
            spoken_link=_("%(title)s: read it again in %(link)s") % {"title": title, "link": link},
            place=Place("lesson", question.lesson_id, question.section_id),
        )


def _given(miss: Miss, shown: Callable[[str], str]) -> AnswerWords | None:
    if not miss.given:
        return None
    choice = miss.question.choices[miss.given]
    return AnswerWords(_("You chose %(letter)s") % {"letter": shown(miss.given)}, choice.text, choice.rationale)


def _find_item(items: Sequence[FormItem], question_id: str) -> tuple[int, FormItem]:
    return next((n, item) for n, item in enumerate(items, 1) if item.question_id == question_id)


def _shown_by(item: FormItem) -> Callable[[str], str]:
    """Returns what turns a stored letter into the one that was on the screen."""
    return lambda stored: LETTERS[item.shown_letters.index(stored)]


def _score_card(score: Score) -> ScoreCard:
    share = score.right / max(1, score.total)
    percent = _("%(n)s%% right.") % {"n": round(100 * share)}
    if score.likely is None:
        text = percent
        reading = (
            _("Not enough data yet. Nothing is wrong.")
            + " "
            + ngettext(
                "From %(n)s question on, a likely range stands here.",
                "From %(n)s questions on, a likely range stands here.",
                ENOUGH_ANSWERS,
            )
            % {"n": ENOUGH_ANSWERS}
        )
    else:
        text = percent
        reading = _("On another exam like this you would likely score %(range)s.") % {
            "range": _range_words(score.likely)
        }
    return ScoreCard(
        number=str(score.right),
        of_all=_("of %(all)s") % {"all": score.total},
        text=text,
        reading=reading,
        guidance=_("We know of no published pass mark, so this is guidance, not a prediction."),
        bar=_bar(score.likely, share, f"{percent} {reading}"),
    )


def _bar(likely: Range | None, score: float, spoken: str) -> RangeBar:
    if likely is None:
        return RangeBar(None, None, score, spoken)
    return RangeBar(likely.low, likely.high, score, spoken)


def _range_words(likely: Range | None) -> str:
    if likely is None:
        return _("Not enough data yet")
    return _("%(low)s to %(high)s%%") % {"low": round(100 * likely.low), "high": round(100 * likely.high)}


def _misses_title(score: Score) -> str:
    count = len(score.misses)
    if count:
        return _("Worth another look: %(n)s") % {"n": count}
    return _("Nothing here needs another look. Every answer fits.")
