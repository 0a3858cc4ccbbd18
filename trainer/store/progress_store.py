"""Where a learner stands in each lesson, and the answers to its checks."""

import json
from collections.abc import Sequence

from sqlalchemy import Connection, Row, delete, insert, select

from trainer.store.moments import from_microseconds, to_microseconds
from trainer.store.tables import check_answers, lesson_progress
from trainer.study.progress import CheckAnswer, LessonProgress


class SqlProgressStore:
    """See :class:`trainer.study.progress.ProgressStore`."""

    def __init__(self, connection: Connection) -> None:
        """Works inside the transaction of ``connection``."""
        self._connection = connection

    def save_progress(self, progress: LessonProgress) -> None:
        """Stores the place in one lesson, replacing the last one."""
        key = (lesson_progress.c.enrolment_id == progress.enrolment_id) & (
            lesson_progress.c.lesson_id == progress.lesson_id
        )
        self._connection.execute(delete(lesson_progress).where(key))
        self._connection.execute(
            insert(lesson_progress).values(
                enrolment_id=progress.enrolment_id,
                lesson_id=progress.lesson_id,
                step_id=progress.step_id,
                position=progress.position,
                done_step_ids=json.dumps(sorted(progress.done_step_ids)),
                work=json.dumps(dict(progress.work)),
                updated_at=to_microseconds(progress.updated_at),
                finished_at=to_microseconds(progress.finished_at) if progress.finished_at else None,
            )
        )

    def progress(self, enrolment_id: str, lesson_id: str) -> LessonProgress | None:
        """Returns the place in one lesson, or None."""
        row = self._connection.execute(
            select(lesson_progress).where(
                lesson_progress.c.enrolment_id == enrolment_id, lesson_progress.c.lesson_id == lesson_id
            )
        ).first()
        return _progress(row) if row else None

    def all_progress(self, enrolment_id: str) -> Sequence[LessonProgress]:
        """Returns all places, latest first."""
        rows = self._connection.execute(
            select(lesson_progress)
            .where(lesson_progress.c.enrolment_id == enrolment_id)
            .order_by(lesson_progress.c.updated_at.desc())
        )
        return [_progress(row) for row in rows]

    def add_check_answer(self, answer: CheckAnswer) -> None:
        """Stores an answer; one with the same id is stored once."""
        if self._connection.execute(select(check_answers.c.id).where(check_answers.c.id == answer.id)).first():
            return
        self._connection.execute(
            insert(check_answers).values(
                id=answer.id,
                enrolment_id=answer.enrolment_id,
                lesson_id=answer.lesson_id,
                question_id=answer.question_id,
                letter=answer.letter,
                correct=answer.correct,
                answered_at=to_microseconds(answer.answered_at),
            )
        )

    def check_answers(self, enrolment_id: str, lesson_id: str) -> Sequence[CheckAnswer]:
        """Returns a lesson's answers in the order they were given."""
        rows = self._connection.execute(
            select(check_answers)
            .where(check_answers.c.enrolment_id == enrolment_id, check_answers.c.lesson_id == lesson_id)
            .order_by(check_answers.c.answered_at, check_answers.c.id)
        )
        return [CheckAnswer(**{**row._asdict(), "answered_at": from_microseconds(row.answered_at)}) for row in rows]


def _progress(row: Row[tuple[object, ...]]) -> LessonProgress:
    values = row._asdict()
    return LessonProgress(
        **{
            **values,
            "done_step_ids": frozenset(json.loads(values["done_step_ids"])),
            "work": json.loads(values["work"]),
            "updated_at": from_microseconds(values["updated_at"]),
            "finished_at": from_microseconds(values["finished_at"]) if values["finished_at"] else None,
        }
    )
