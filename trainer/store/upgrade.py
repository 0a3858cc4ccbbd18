"""Brings records of an earlier version up to date, all steps or none, and refuses those of a later one."""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine

from trainer.store.failures import DAMAGED, FULL, NEWER, failure

if TYPE_CHECKING:
    from alembic.config import Config

REVISIONS = ("0001", "0002", "0003")
"""Every step that this version knows, oldest first; written down because reading the scripts takes half a second."""

SCRIPTS = Path(__file__).parent / "migrations"

_ONE_AT_A_TIME = 7_207_301
"""The advisory lock under which programs that share a server upgrade it one after the other."""


def revision_of(connection: Connection) -> str | None:
    """Returns the version of the tables, or None when there are none."""
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def needs_upgrade(revision: str | None, path: Path | None) -> bool:
    """Says whether tables of this version must be brought up to date.

    Raises:
        NewerVersionError: They belong to a later version of the program.
    """
    if revision is not None and revision not in REVISIONS:
        raise failure(NEWER, path, f"revision {revision} is not one of {REVISIONS}")
    return revision != REVISIONS[-1]


def check_room(path: Path) -> None:
    """Asks for room for a copy and for the tables that are copied while they change.

    Raises:
        StoreError: The disk is too full to begin; nothing was touched.
    """
    wanted = 3 * path.stat().st_size + 5_000_000
    free = shutil.disk_usage(path.parent).free
    if free < wanted:
        raise failure(FULL, path, f"{free} bytes are free, the upgrade wants {wanted}")


def upgrade(engine: Engine, target: str = "head") -> None:
    """Runs the missing steps in one transaction, so that a program killed half-way leaves the records as they were.

    Args:
        engine: For SQLite, one with ``foreign_keys=False``: a step may copy a table that others point at.
        target: The revision to stop at.
    """
    # Imported here: only an upgrade needs it, and it takes half a second.
    from alembic import command

    with engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%(key)s)", {"key": _ONE_AT_A_TIME})
        command.upgrade(configuration(connection), target)
        if connection.dialect.name == "sqlite":
            dangling = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if dangling:
                raise failure(DAMAGED, Path(engine.url.database or ""), f"rows without their parent: {dangling[:5]}")


def configuration(connection: Connection) -> "Config":
    """Returns Alembic's settings for the scripts that ship with the program."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
