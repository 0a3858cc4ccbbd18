"""First records: people, hours, lessons, exams and certificates."""

import sqlalchemy as sa
from alembic import op

from trainer.store.append_only import creation, removal

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_PROTECTED = ("ledger", "answers", "certificates", "people_history", "providers")


def upgrade() -> None:
    _create_people()
    _create_hours()
    _create_lessons()
    _create_exams()
    _create_register()
    for statement in creation(op.get_context().dialect.name, _PROTECTED):
        op.execute(statement)


def downgrade() -> None:
    for statement in removal(op.get_context().dialect.name, _PROTECTED):
        op.execute(statement)
    for table in (
        "kept_values",
        "certificates",
        "certificate_numbers",
        "providers",
        "answers",
        "attempts",
        "check_answers",
        "lesson_progress",
        "projections",
        "open_stints",
        "ledger",
        "enrolments",
        "people_history",
        "people",
    ):
        op.drop_table(table)


def _position() -> sa.Column[int]:
    whole = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column("position", whole, primary_key=True, autoincrement=True)


def _create_people() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False, comment="microseconds since 1970, UTC"),
        sa.Column("legal_name", sa.Text, nullable=False),
        sa.Column("legal_name_confirmed", sa.Boolean, nullable=False),
        sa.Column("pin_hash", sa.Text, nullable=False),
    )
    op.create_table(
        "people_history",
        _position(),
        sa.Column("person_id", sa.String(36), sa.ForeignKey("people.id"), nullable=False, index=True),
        sa.Column("before", sa.Text, nullable=False, comment="JSON of the profile before the change"),
    )
    op.create_table(
        "enrolments",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("person_id", sa.String(36), sa.ForeignKey("people.id"), nullable=False, index=True),
        sa.Column("programme_id", sa.String(64), nullable=False),
        sa.Column("edition", sa.String(80), nullable=False),
        sa.Column("policy", sa.String(80), nullable=False),
        sa.Column("starts_on", sa.String(10), nullable=False),
        sa.Column("ends_on", sa.String(10)),
        sa.Column("idle_limit_seconds", sa.Integer),
        sa.Column("accommodation_note", sa.Text, nullable=False),
    )


def _create_hours() -> None:
    op.create_table(
        "ledger",
        _position(),
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("enrolment_id", sa.String(36), nullable=False),
        sa.Column("device_id", sa.String(36), nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("started_at", sa.BigInteger, nullable=False, comment="seconds since 1970, UTC"),
        sa.Column("measured_seconds", sa.Integer, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False, comment="the exact bytes that the hash covers"),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.UniqueConstraint("id", name="uq_ledger_id"),
        sa.UniqueConstraint("device_id", "sequence", name="uq_ledger_device_id"),
    )
    op.create_index("ix_ledger_enrolment_started", "ledger", ["enrolment_id", "started_at"])
    op.create_table(
        "open_stints",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("enrolment_id", sa.String(36), nullable=False),
        sa.Column("saved_at", sa.BigInteger, nullable=False, comment="microseconds since 1970, UTC"),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    axes = "subject, competency, mode, day, matrix or total"
    op.create_table(
        "projections",
        sa.Column("enrolment_id", sa.String(36), primary_key=True),
        sa.Column("axis", sa.String(12), primary_key=True, comment=axes),
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("seconds", sa.Integer, nullable=False),
    )


def _create_lessons() -> None:
    op.create_table(
        "lesson_progress",
        sa.Column("enrolment_id", sa.String(36), sa.ForeignKey("enrolments.id"), primary_key=True),
        sa.Column("lesson_id", sa.String(64), primary_key=True),
        sa.Column("step_id", sa.String(80), nullable=False),
        sa.Column("position", sa.Integer, nullable=False, comment="thousandths of the step's height"),
        sa.Column("done_step_ids", sa.Text, nullable=False, comment="JSON array"),
        sa.Column("work", sa.Text, nullable=False, comment="JSON object; private to the learner"),
        sa.Column("updated_at", sa.BigInteger, nullable=False),
        sa.Column("finished_at", sa.BigInteger),
    )
    op.create_table(
        "check_answers",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("enrolment_id", sa.String(36), sa.ForeignKey("enrolments.id"), nullable=False),
        sa.Column("lesson_id", sa.String(64), nullable=False),
        sa.Column("question_id", sa.String(80), nullable=False),
        sa.Column("letter", sa.String(1), nullable=False),
        sa.Column("correct", sa.Boolean, nullable=False),
        sa.Column("answered_at", sa.BigInteger, nullable=False),
    )
    op.create_index("ix_check_answers_lesson", "check_answers", ["enrolment_id", "lesson_id"])


def _create_exams() -> None:
    form = "JSON array of [question id, letters in the order shown]"
    op.create_table(
        "attempts",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("enrolment_id", sa.String(36), sa.ForeignKey("enrolments.id"), nullable=False, index=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("exam_id", sa.String(64), nullable=False),
        sa.Column("edition", sa.String(80), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("started_at", sa.BigInteger, nullable=False),
        sa.Column("items", sa.Text, nullable=False, comment=form),
        sa.Column("areas", sa.Text, nullable=False, comment="JSON array"),
        sa.Column("limit_seconds", sa.Integer),
        sa.Column("finished_at", sa.BigInteger),
    )
    op.create_table(
        "answers",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("attempt_id", sa.String(36), sa.ForeignKey("attempts.id"), nullable=False),
        sa.Column("question_id", sa.String(80), nullable=False),
        sa.Column("letter", sa.String(1), nullable=False),
        sa.Column("flagged", sa.Boolean, nullable=False),
        sa.Column("given_at", sa.BigInteger, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
    )
    op.create_index("ix_answers_attempt", "answers", ["attempt_id", "sequence"])


def _create_register() -> None:
    kept = "JSON; the last row is in force, earlier ones are kept"
    op.create_table("providers", _position(), sa.Column("facts", sa.Text, nullable=False, comment=kept))
    op.create_table(
        "certificate_numbers",
        sa.Column("year", sa.Integer, primary_key=True),
        sa.Column("last", sa.Integer, nullable=False),
    )
    op.create_table(
        "certificates",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("number", sa.String(40), nullable=False, unique=True),
        sa.Column("enrolment_id", sa.String(36), sa.ForeignKey("enrolments.id"), nullable=False, index=True),
        sa.Column("person_id", sa.String(36), sa.ForeignKey("people.id"), nullable=False),
        sa.Column("facts", sa.Text, nullable=False, comment="JSON, frozen when issued"),
        sa.Column("token", sa.Text, nullable=False),
        sa.Column("pdf_sha256", sa.String(64), nullable=False),
        sa.Column("issued_at", sa.BigInteger, nullable=False),
        sa.Column("issued_by", sa.String(36), nullable=False),
    )
    op.create_table(
        "kept_values",
        sa.Column("name", sa.String(80), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
