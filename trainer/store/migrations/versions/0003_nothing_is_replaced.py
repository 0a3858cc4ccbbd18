"""A file refuses REPLACE too, from programs as well whose connections do not let it run into the guards of DELETE."""

from alembic import op

from trainer.store.append_only import refusal_to_replace

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in refusal_to_replace(op.get_context().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """Leaves the guards: the tables are the same, and a version before takes no harm of them."""
