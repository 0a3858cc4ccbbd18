"""Hours that explain themselves: policies, checkpoints, lines set aside, revoked devices, changed enrolments."""

import sqlalchemy as sa
from alembic import op

from trainer.store.append_only import creation, removal

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_PROTECTED = ("checkpoints", "set_aside", "device_revocations", "policies", "enrolments_history")
_MICROSECONDS = "microseconds since 1970, UTC"


def upgrade() -> None:
    _create_checkpoints()
    _create_set_aside()
    _create_decisions()
    op.create_index("ix_projections_axis", "projections", ["axis", "enrolment_id", "name", "seconds"])
    for statement in creation(op.get_context().dialect.name, _PROTECTED, is_first=False):
        op.execute(statement)


def downgrade() -> None:
    for statement in removal(op.get_context().dialect.name, _PROTECTED, is_first=False):
        op.execute(statement)
    op.drop_index("ix_projections_axis", "projections")
    for table in ("enrolments_history", "policies", "device_revocations", "set_aside", "checkpoints"):
        op.drop_table(table)


def _position() -> sa.Column[int]:
    whole = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    return sa.Column("position", whole, primary_key=True, autoincrement=True)


def _create_checkpoints() -> None:
    op.create_table(
        "checkpoints",
        _position(),
        sa.Column("device_id", sa.String(36), nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False, comment="seconds since 1970, UTC"),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("key", sa.String(64), nullable=False, comment="Ed25519, hexadecimal"),
        sa.Column("signature", sa.String(128), nullable=False, comment="hexadecimal"),
    )
    op.create_index("ix_checkpoints_device", "checkpoints", ["device_id", "sequence"])


def _create_set_aside() -> None:
    op.create_table(
        "set_aside",
        _position(),
        sa.Column("id", sa.String(36), nullable=False, index=True),
        sa.Column("enrolment_id", sa.String(36), nullable=False, index=True),
        sa.Column("device_id", sa.String(36), nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False, comment="the exact bytes that the hash covers"),
        sa.Column("hash", sa.String(64), nullable=False, unique=True),
    )
    op.create_index("ix_set_aside_device", "set_aside", ["device_id", "sequence"])


def _create_decisions() -> None:
    op.create_table(
        "device_revocations",
        _position(),
        sa.Column("device_id", sa.String(36), nullable=False, index=True),
        sa.Column("last_sequence", sa.Integer, nullable=False, comment="the last line that still counts"),
        sa.Column("author_id", sa.String(36), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False, comment=_MICROSECONDS),
    )
    op.create_table(
        "policies",
        _position(),
        sa.Column("name", sa.String(80), nullable=False, unique=True),
        sa.Column("facts", sa.Text, nullable=False, comment="JSON"),
        sa.Column("author_id", sa.String(36), nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False, comment=_MICROSECONDS),
    )
    op.create_table(
        "enrolments_history",
        _position(),
        sa.Column("enrolment_id", sa.String(36), sa.ForeignKey("enrolments.id"), nullable=False, index=True),
        sa.Column("before", sa.Text, nullable=False, comment="JSON of the enrolment before the change"),
        sa.Column("author_id", sa.String(36), nullable=False),
        sa.Column("changed_at", sa.BigInteger, nullable=False, comment=_MICROSECONDS),
    )
