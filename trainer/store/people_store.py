"""Profiles and enrolments."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, insert, select, update

from trainer.cohorts.people import Enrolment, EnrolmentChange, Person, Role
from trainer.i18n import _
from trainer.store.failures import DamagedError, readable
from trainer.store.moments import from_microseconds, to_microseconds
from trainer.store.tables import enrolments, enrolments_history, people, people_history

_OF_NOBODY = (
    select(enrolments.c.id)
    .outerjoin(people, people.c.id == enrolments.c.person_id)
    .where(people.c.id.is_(None))
    .order_by(enrolments.c.id)
)

_Made = TypeVar("_Made")


class SqlPeopleStore:
    """See :class:`trainer.cohorts.people.PeopleStore`."""

    def __init__(self, connection: Connection) -> None:
        """Works inside the transaction of ``connection``."""
        self._connection = connection

    def add_person(self, person: Person) -> None:
        """Stores a new profile."""
        self._connection.execute(insert(people).values(_person_row(person)))

    def save_person(self, person: Person) -> None:
        """Stores a changed profile and keeps what it was."""
        before = self._connection.execute(select(people).where(people.c.id == person.id)).first()
        if before is not None and before._asdict() != _person_row(person):
            kept = {name: value for name, value in before._asdict().items() if name != "pin_hash"}
            self._connection.execute(insert(people_history).values(person_id=person.id, before=json.dumps(kept)))
        self._connection.execute(update(people).where(people.c.id == person.id).values(_person_row(person)))

    def people(self) -> Sequence[Person]:
        """Returns all profiles by name."""
        query = select(people).order_by(people.c.name, people.c.id)
        found, damage = _those_that_read(_person, self._connection.execute(query))
        if damage and not found:
            # Nobody at all would look like a first start.
            raise damage
        return found

    def person(self, person_id: str) -> Person | None:
        """Returns one profile, or None."""
        row = self._connection.execute(select(people).where(people.c.id == person_id)).first()
        return _person(row) if row else None

    def add_enrolment(self, enrolment: Enrolment) -> None:
        """Stores an enrolment."""
        self._connection.execute(insert(enrolments).values(_enrolment_row(enrolment)))

    def enrolments(self, person_id: str | None = None) -> Sequence[Enrolment]:
        """Returns enrolments, by start."""
        query = select(enrolments).order_by(enrolments.c.starts_on, enrolments.c.id)
        if person_id is not None:
            # Without one of theirs, another would be taken for a learner's latest.
            return list(map(_enrolment_of, self._connection.execute(query.where(enrolments.c.person_id == person_id))))
        return _those_that_read(_enrolment_of, self._connection.execute(query))[0]

    def enrolment(self, enrolment_id: str) -> Enrolment | None:
        """Returns one enrolment, or None."""
        row = self._connection.execute(select(enrolments).where(enrolments.c.id == enrolment_id)).first()
        return _enrolment_of(row) if row else None

    def damaged(self) -> Sequence[str]:
        """Names each profile and enrolment that cannot be read or is nobody's, in a sentence."""
        return [
            *_complaints(_person, self._connection.execute(select(people).order_by(people.c.id))),
            *_complaints(_enrolment_of, self._connection.execute(select(enrolments).order_by(enrolments.c.id))),
            *[
                _("Enrollment %(id)s belongs to nobody who is here.") % {"id": id_}
                for id_ in self._connection.scalars(_OF_NOBODY)
            ],
        ]

    def save_enrolment(self, enrolment: Enrolment, author_id: str, moment: datetime) -> None:
        """Stores a changed enrolment and keeps what it was."""
        before, after = self.enrolment(enrolment.id), _enrolment_row(enrolment)
        if before is None or before == enrolment:
            return
        self._connection.execute(
            insert(enrolments_history).values(
                enrolment_id=enrolment.id,
                before=json.dumps(_enrolment_row(before), ensure_ascii=False),
                author_id=author_id,
                changed_at=to_microseconds(moment),
            )
        )
        self._connection.execute(update(enrolments).where(enrolments.c.id == enrolment.id).values(after))

    def enrolment_history(self, enrolment_id: str) -> Sequence[EnrolmentChange]:
        """Returns what an enrolment was before each change, the first change first."""
        query = select(enrolments_history).where(enrolments_history.c.enrolment_id == enrolment_id)
        rows = self._connection.execute(query.order_by(enrolments_history.c.position))
        return [
            EnrolmentChange(_enrolment(json.loads(row.before)), row.author_id, from_microseconds(row.changed_at))
            for row in rows
        ]


def _those_that_read(
    make: Callable[[Row[Any]], _Made], rows: Iterable[Row[Any]]
) -> tuple[list[_Made], DamagedError | None]:
    """Returns what can be read, so that one damaged row hides no other, and what was said of the first that cannot."""
    found: list[_Made] = []
    damage: DamagedError | None = None
    for row in rows:
        try:
            found.append(make(row))
        except DamagedError as error:
            damage = damage or error
    return found, damage


def _complaints(make: Callable[[Row[Any]], object], rows: Iterable[Row[Any]]) -> Iterator[str]:
    for row in rows:
        try:
            make(row)
        except DamagedError as error:
            yield error.message


def _person_row(person: Person) -> dict[str, object]:
    return {**asdict(person), "role": person.role.value, "created_at": to_microseconds(person.created_at)}


def _person(row: Row[Any]) -> Person:
    values = row._asdict()
    with readable(_("Profile %(id)s cannot be read: it was changed or damaged.") % {"id": values["id"]}):
        _refuse_no_text(values[name] for name in ("id", "name", "language", "legal_name"))
        read = {"role": Role(values["role"]), "created_at": from_microseconds(values["created_at"])}
    return Person(**{**values, **read})


def _enrolment_row(enrolment: Enrolment) -> dict[str, object]:
    ends_on = enrolment.ends_on.isoformat() if enrolment.ends_on else None
    return {**asdict(enrolment), "starts_on": enrolment.starts_on.isoformat(), "ends_on": ends_on}


def _enrolment_of(row: Row[Any]) -> Enrolment:
    with readable(_("Enrollment %(id)s cannot be read: it was changed or damaged.") % {"id": row.id}):
        _refuse_no_text([row.id, row.person_id, row.programme_id, row.edition, row.policy])
        return _enrolment(row._asdict())


def _refuse_no_text(values: Iterable[object]) -> None:
    if not all(isinstance(value, str) for value in values):
        raise TypeError("there are bytes where text belongs")


def _enrolment(values: Mapping[str, Any]) -> Enrolment:
    ends_on = date.fromisoformat(values["ends_on"]) if values["ends_on"] else None
    return Enrolment(**{**values, "starts_on": date.fromisoformat(values["starts_on"]), "ends_on": ends_on})
