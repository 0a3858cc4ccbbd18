"""A check's course: one question at a time, as many tries as one likes, a reason for every answer."""

from collections.abc import Mapping, Sequence

from trainer.courses.lessons import CheckStep
from trainer.courses.questions import LETTERS, Question
from trainer.i18n import _
from trainer.study.progress import CheckAnswer
from trainer.ui.lesson.pages import CheckPage, Link, Option


class CheckRound:
    """Walks through the questions of a lesson's check."""

    def __init__(
        self,
        step: CheckStep,
        questions: Sequence[Question],
        passages: Mapping[str, str],
        answers: Sequence[CheckAnswer],
        work: Mapping[str, str],
    ) -> None:
        """Resumes from the stored tries.

        Args:
            step: The step.
            questions: Its questions, in order.
            passages: Titles of the lesson's passages by id.
            answers: Every try, in order.
            work: Holds the question that was open.
        """
        self._step, self._questions, self._passages = step, tuple(questions), passages
        self._first: dict[str, CheckAnswer] = {}
        self._last: dict[str, str] = {}
        for answer in answers:
            self.take(answer)
        self._index = self._open_index(work.get(f"{step.id}/.question", ""))
        self._chosen = ""

    @property
    def is_done(self) -> bool:
        """Every question has been answered at least once."""
        return all(question.id in self._last for question in self._questions)

    @property
    def question(self) -> Question:
        """The question that is shown."""
        return self._questions[self._index]

    @property
    def is_answered(self) -> bool:
        """The question that is shown has an answer, and its reasons are open."""
        return self.question.id in self._last

    @property
    def chosen(self) -> str:
        """The letter chosen and not yet checked, or empty."""
        return self._chosen

    def work(self) -> dict[str, str]:
        """Returns the state for keeping; the tries are kept on their own."""
        return {f"{self._step.id}/.question": self.question.id}

    def choose(self, letter: str) -> bool:
        """Chooses an answer without checking it."""
        if self.is_answered or letter not in self.question.choices:
            return False
        self._chosen = letter
        return True

    def take(self, answer: CheckAnswer) -> None:
        """Takes a try that was made."""
        self._first.setdefault(answer.question_id, answer)
        self._last[answer.question_id] = answer.letter
        self._chosen = ""

    def again(self) -> None:
        """Opens the question for another try; the tries before stay on record."""
        self._last.pop(self.question.id, None)
        self._chosen = ""

    def turn(self, step: int) -> bool:
        """Goes to a neighbouring question; returns False at an end."""
        target = self._index + step
        if not 0 <= target < len(self._questions):
            return False
        self._index, self._chosen = target, ""
        return True

    def another_look(self) -> tuple[Link, ...]:
        """Returns the passages of questions whose first answer was another one, each once."""
        ids = dict.fromkeys(
            question.section_id
            for question in self._questions
            if question.id in self._first and not self._first[question.id].correct
        )
        return tuple(Link(section, self._passages[section]) for section in ids if section in self._passages)

    def page(self) -> CheckPage:
        """Returns what to show."""
        question, letter = self.question, self._last.get(self.question.id, "")
        fits = letter == question.key
        is_last = self._index == len(self._questions) - 1
        passage = self._passages.get(question.section_id, "")
        return CheckPage(
            id=question.id,
            title=_("Check"),
            count=_("Question %(n)s of %(count)s") % {"n": self._index + 1, "count": len(self._questions)},
            stem=question.stem,
            options=tuple(self._option(question, key, letter) for key in LETTERS if key in question.choices),
            heading=(_("Yes, this one fits best.") if fits else _("Worth another look.")) if letter else "",
            fits=fits,
            explanations=_explanations(question, letter) if letter else (),
            passage=_("Open the passage: %(title)s") % {"title": passage} if letter and passage else "",
            answer="" if letter else _("Check this answer"),
            go_on=_("Next question") if letter and not is_last else "",
            again=_("Try again") if letter and not fits else "",
            may_answer=bool(self._chosen),
        )

    def _option(self, question: Question, key: str, letter: str) -> Option:
        text = question.choices[key].text
        if not letter:
            return Option(key, key, text, tone="chosen" if key == self._chosen else "rest")
        if key == question.key:
            remark = _("Your answer, fits best") if key == letter else _("Fits best")
            return Option(key, key, text, remark, "fits")
        return Option(key, key, text, _("Your answer") if key == letter else "", "other" if key == letter else "rest")

    def _open_index(self, question_id: str) -> int:
        ids = [question.id for question in self._questions]
        if question_id in ids:
            return ids.index(question_id)
        return next((n for n, known in enumerate(ids) if known not in self._last), 0)


def _explanations(question: Question, letter: str) -> tuple[tuple[str, str], ...]:
    best = (_("Why %(letter)s fits best") % {"letter": question.key}, question.choices[question.key].rationale)
    if letter == question.key or letter not in question.choices:
        return (best,)
    return ((_("About your answer, %(letter)s") % {"letter": letter}, question.choices[letter].rationale), best)
