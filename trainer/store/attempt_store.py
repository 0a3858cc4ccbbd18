"""Exam attempts and every answer as it was given."""

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Row, insert, select, update

from trainer.exams.attempt import AnswerEvent, Attempt, ExamKind, FormItem
from trainer.store.moments import from_microseconds, to_microseconds
from trainer.store.tables import answers, attempts


class SqlAttemptStore:
    """See :class:`trainer.exams.attempt.AttemptStore`."""

    def __init__(self, connection: Connection) -> None:
        """Works inside the transaction of ``connection``."""
        self._connection = connection

    def add_attempt(self, attempt: Attempt) -> None:
        """Stores a started attempt."""
        self._connection.execute(
            insert(attempts).values(
                id=attempt.id,
                enrolment_id=attempt.enrolment_id,
                kind=attempt.kind.value,
                exam_id=attempt.exam_id,
                edition=attempt.edition,
                language=attempt.language,
                started_at=to_microseconds(attempt.started_at),
                items=json.dumps([[item.question_id, "".join(item.shown_letters)] for item in attempt.items]),
                areas=json.dumps(list(attempt.areas)),
                limit_seconds=attempt.limit_seconds,
                finished_at=None,
            )
        )

    def add_answer(self, event: AnswerEvent) -> None:
        """Stores an answer event; one with the same id is stored once."""
        if self._connection.execute(select(answers.c.id).where(answers.c.id == event.id)).first():
            return
        self._connection.execute(
            insert(answers).values(
                id=event.id,
                attempt_id=event.attempt_id,
                question_id=event.question_id,
                letter=event.letter,
                flagged=event.flagged,
                given_at=to_microseconds(event.given_at),
                sequence=event.sequence,
            )
        )

    def finish_attempt(self, attempt_id: str, finished_at: datetime) -> None:
        """Marks an attempt as finished; a second call leaves the first moment."""
        self._connection.execute(
            update(attempts)
            .where(attempts.c.id == attempt_id, attempts.c.finished_at.is_(None))
            .values(finished_at=to_microseconds(finished_at))
        )

    def attempt(self, attempt_id: str) -> Attempt | None:
        """Returns an attempt, or None."""
        row = self._connection.execute(select(attempts).where(attempts.c.id == attempt_id)).first()
        return _attempt(row) if row else None

    def attempts(self, enrolment_id: str) -> Sequence[Attempt]:
        """Returns an enrolment's attempts, latest first."""
        rows = self._connection.execute(
            select(attempts).where(attempts.c.enrolment_id == enrolment_id).order_by(attempts.c.started_at.desc())
        )
        return [_attempt(row) for row in rows]

    def answers(self, attempt_id: str) -> Sequence[AnswerEvent]:
        """Returns an attempt's events in the order they were given."""
        rows = self._connection.execute(
            select(answers).where(answers.c.attempt_id == attempt_id).order_by(answers.c.sequence, answers.c.id)
        )
        return [AnswerEvent(**{**row._asdict(), "given_at": from_microseconds(row.given_at)}) for row in rows]


def _attempt(row: Row[tuple[object, ...]]) -> Attempt:
    values = row._asdict()
    items = tuple(
        FormItem(question, (shown[0], shown[1], shown[2], shown[3])) for question, shown in json.loads(values["items"])
    )
    return Attempt(
        **{
            **values,
            "kind": ExamKind(values["kind"]),
            "items": items,
            "areas": tuple(json.loads(values["areas"])),
            "started_at": from_microseconds(values["started_at"]),
            "finished_at": from_microseconds(values["finished_at"]) if values["finished_at"] else None,
        }
    )
