"""The tables, one definition for SQLite and PostgreSQL."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = MetaData(naming_convention=NAMING)

people = Table(
    "people",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("role", String(20), nullable=False),
    Column("name", Text, nullable=False),
    Column("language", String(8), nullable=False),
    Column("created_at", BigInteger, nullable=False, comment="microseconds since 1970, UTC"),
    Column("legal_name", Text, nullable=False),
    Column("legal_name_confirmed", Boolean, nullable=False),
    Column("pin_hash", Text, nullable=False),
)

people_history = Table(
    "people_history",
    metadata,
    Column("position", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("person_id", String(36), ForeignKey(people.c.id), nullable=False, index=True),
    Column("before", Text, nullable=False, comment="JSON of the profile before the change"),
)

enrolments = Table(
    "enrolments",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("person_id", String(36), ForeignKey(people.c.id), nullable=False, index=True),
    Column("programme_id", String(64), nullable=False),
    Column("edition", String(80), nullable=False),
    Column("policy", String(80), nullable=False),
    Column("starts_on", String(10), nullable=False),
    Column("ends_on", String(10)),
    Column("idle_limit_seconds", Integer),
    Column("accommodation_note", Text, nullable=False),
)

ledger = Table(
    "ledger",
    metadata,
    Column("position", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("id", String(36), nullable=False, unique=True),
    Column("enrolment_id", String(36), nullable=False),
    Column("device_id", String(36), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("subject", String(80), nullable=False),
    Column("started_at", BigInteger, nullable=False, comment="seconds since 1970, UTC"),
    Column("measured_seconds", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False, comment="the exact bytes that the hash covers"),
    Column("hash", String(64), nullable=False),
    UniqueConstraint("device_id", "sequence"),
    Index("ix_ledger_enrolment_started", "enrolment_id", "started_at"),
)

checkpoints = Table(
    "checkpoints",
    metadata,
    Column("position", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("device_id", String(36), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("hash", String(64), nullable=False),
    Column("made_at", BigInteger, nullable=False, comment="seconds since 1970, UTC"),
    Column("purpose", String(20), nullable=False),
    Column("key", String(64), nullable=False, comment="Ed25519, hexadecimal"),
    Column("signature", String(128), nullable=False, comment="hexadecimal"),
    Index("ix_checkpoints_device", "device_id", "sequence"),
)

set_aside = Table(
    "set_aside",
    metadata,
    Column("position", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("id", String(36), nullable=False, index=True),
    Column("enrolment_id", String(36), nullable=False, index=True),
    Column("device_id", String(36), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("body", LargeBinary, nullable=False, comment="the exact bytes that the hash covers"),
    Column("hash", String(64), nullable=False, unique=True),
    Index("ix_set_aside_device", "device_id", "sequence"),
)

device_revocations = Table(
    "device_revocations",
    metadata,
    Column("position", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("device_id", String(36), nullable=False, index=True),
    Column("last_sequence", Integer, nullable=False, comment="the last line that still counts"),
    Column("author_id", String(36), nullable=False),
    Column("reason", Text, nullable=False),
    Column("made_at", BigInteger, nullable=False, comment="microseconds since 1970, UTC"),
)

policies = Table(
    "policies",
    metadata,
    Column("position", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("name", String(80), nullable=False, unique=True),
    Column("facts", Text, nullable=False, comment="JSON"),
    Column("author_id", String(36), nullable=False),
    Column("made_at", BigInteger, nullable=False, comment="microseconds since 1970, UTC"),
)

enrolments_history = Table(
    "enrolments_history",
    metadata,
    Column("position", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("enrolment_id", String(36), ForeignKey(enrolments.c.id), nullable=False, index=True),
    Column("before", Text, nullable=False, comment="JSON of the enrolment before the change"),
    Column("author_id", String(36), nullable=False),
    Column("changed_at", BigInteger, nullable=False, comment="microseconds since 1970, UTC"),
)

open_stints = Table(
    "open_stints",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("enrolment_id", String(36), nullable=False),
    Column("saved_at", BigInteger, nullable=False, comment="microseconds since 1970, UTC"),
    Column("body", LargeBinary, nullable=False),
)

projections = Table(
    "projections",
    metadata,
    Column("enrolment_id", String(36), primary_key=True),
    Column("axis", String(12), primary_key=True, comment="subject, competency, mode, day, matrix or total"),
    Column("name", String(80), primary_key=True),
    Column("seconds", Integer, nullable=False),
    # Holds all that a cohort's totals ask for: their cost does not grow with the days and lessons of its learners.
    Index("ix_projections_axis", "axis", "enrolment_id", "name", "seconds"),
)

lesson_progress = Table(
    "lesson_progress",
    metadata,
    Column("enrolment_id", String(36), ForeignKey(enrolments.c.id), primary_key=True),
    Column("lesson_id", String(64), primary_key=True),
    Column("step_id", String(80), nullable=False),
    Column("position", Integer, nullable=False, comment="thousandths of the step's height"),
    Column("done_step_ids", Text, nullable=False, comment="JSON array"),
    Column("work", Text, nullable=False, comment="JSON object; private to the learner"),
    Column("updated_at", BigInteger, nullable=False),
    Column("finished_at", BigInteger),
)

check_answers = Table(
    "check_answers",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("enrolment_id", String(36), ForeignKey(enrolments.c.id), nullable=False),
    Column("lesson_id", String(64), nullable=False),
    Column("question_id", String(80), nullable=False),
    Column("letter", String(1), nullable=False),
    Column("correct", Boolean, nullable=False),
    Column("answered_at", BigInteger, nullable=False),
    Index("ix_check_answers_lesson", "enrolment_id", "lesson_id"),
)

attempts = Table(
    "attempts",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("enrolment_id", String(36), ForeignKey(enrolments.c.id), nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    Column("exam_id", String(64), nullable=False),
    Column("edition", String(80), nullable=False),
    Column("language", String(8), nullable=False),
    Column("started_at", BigInteger, nullable=False),
    Column("items", Text, nullable=False, comment="JSON array of [question id, letters in the order shown]"),
    Column("areas", Text, nullable=False, comment="JSON array"),
    Column("limit_seconds", Integer),
    Column("finished_at", BigInteger),
)

answers = Table(
    "answers",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("attempt_id", String(36), ForeignKey(attempts.c.id), nullable=False),
    Column("question_id", String(80), nullable=False),
    Column("letter", String(1), nullable=False),
    Column("flagged", Boolean, nullable=False),
    Column("given_at", BigInteger, nullable=False),
    Column("sequence", Integer, nullable=False),
    Index("ix_answers_attempt", "attempt_id", "sequence"),
)

providers = Table(
    "providers",
    metadata,
    Column("position", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("facts", Text, nullable=False, comment="JSON; the last row is in force, earlier ones are kept"),
)

certificate_numbers = Table(
    "certificate_numbers",
    metadata,
    Column("year", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
)

certificates = Table(
    "certificates",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("number", String(40), nullable=False, unique=True),
    Column("enrolment_id", String(36), ForeignKey(enrolments.c.id), nullable=False, index=True),
    Column("person_id", String(36), ForeignKey(people.c.id), nullable=False),
    Column("facts", Text, nullable=False, comment="JSON, frozen when issued"),
    Column("token", Text, nullable=False),
    Column("pdf_sha256", String(64), nullable=False),
    Column("issued_at", BigInteger, nullable=False),
    Column("issued_by", String(36), nullable=False),
)

kept_values = Table(
    "kept_values",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("value", Text, nullable=False),
)

APPEND_ONLY = (
    "ledger",
    "answers",
    "certificates",
    "people_history",
    "providers",
    "checkpoints",
    "set_aside",
    "device_revocations",
    "policies",
    "enrolments_history",
)
"""Tables whose rows the database itself refuses to change or delete."""
