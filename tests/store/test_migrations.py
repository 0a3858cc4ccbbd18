"""The history of the tables: complete, reversible, all or nothing, and never without a copy."""

import shutil
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect
from sqlalchemy.engine import URL

from tests.fakes.records import ENROLMENT, fill
from trainer.clock import SimulatedClock
from trainer.hours.verify import verify_chain
from trainer.store import append_only, backup, upgrade
from trainer.store.database import Database, open_database
from trainer.store.engine import postgresql_engine, sqlite_engine
from trainer.store.failures import NewerVersionError, StoreError
from trainer.store.places import Places
from trainer.store.tables import metadata

NEXT = '''"""A step of tomorrow, for this test alone."""
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "0004", "0003", None, None
def upgrade():
    with op.batch_alter_table("people") as people:
        people.add_column(sa.Column("pronouns", sa.Text, nullable=False, server_default=""))
        people.alter_column("language", type_=sa.String(12))
    {then}
def downgrade():
    op.drop_column("people", "pronouns")
'''


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    """An engine on an empty database of each kind."""
    if request.param == "sqlite":
        return sqlite_engine(tmp_path / "bare.db", foreign_keys=False)
    url: URL = request.getfixturevalue("postgres_database")
    return postgresql_engine(url.render_as_string(hide_password=False))


@pytest.fixture
def tomorrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A later version of the program, which knows one more step; gives that step's file."""
    scripts = tmp_path / "migrations"
    shutil.copytree(upgrade.SCRIPTS, scripts)
    step = scripts / "versions" / "0004_tomorrow.py"
    step.write_text(NEXT.format(then="pass"))
    monkeypatch.setattr(upgrade, "SCRIPTS", scripts)
    monkeypatch.setattr(upgrade, "REVISIONS", (*upgrade.REVISIONS, "0004"))
    return step


def test_the_known_revisions_are_those_of_the_scripts() -> None:
    scripts = ScriptDirectory(str(upgrade.SCRIPTS))
    assert tuple(step.revision for step in reversed(list(scripts.walk_revisions()))) == upgrade.REVISIONS


def test_the_steps_lead_to_the_tables(bare_engine: Engine) -> None:
    upgrade.upgrade(bare_engine)
    with bare_engine.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []
        assert append_only.missing(connection) == []
    bare_engine.dispose()


def test_each_step_goes_down_and_up_again(bare_engine: Engine) -> None:
    upgrade.upgrade(bare_engine)
    first = _schema(bare_engine)
    with bare_engine.begin() as connection:
        command.downgrade(upgrade.configuration(connection), "base")
    assert inspect(bare_engine).get_table_names() == ["alembic_version"]
    upgrade.upgrade(bare_engine)
    assert _schema(bare_engine) == first
    bare_engine.dispose()


def test_an_upgrade_keeps_everything_and_makes_a_copy_first(
    database: Database, store_clock: SimulatedClock, tomorrow: Path
) -> None:
    fill(database)
    heads = _heads(database)
    database.close()
    with open_database(database.folder, store_clock) as later:
        assert _heads(later) == heads
        with later.alone() as connection:
            assert upgrade.revision_of(connection) == "0004"
            assert append_only.missing(connection) == []
            assert connection.exec_driver_sql("SELECT DISTINCT pronouns FROM people").scalar() == ""
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    kinds = [copy.kind for copy in backup.copies(Places(database.folder))]
    assert kinds.count(backup.BEFORE_UPGRADE) == 1


def test_a_step_that_fails_leaves_the_records_as_they_were(
    database: Database, store_clock: SimulatedClock, tomorrow: Path
) -> None:
    fill(database)
    heads = _heads(database)
    database.close()
    tomorrow.write_text(NEXT.format(then="raise RuntimeError('the power went')"))
    with pytest.raises(RuntimeError):
        open_database(database.folder, store_clock)
    tomorrow.write_text(NEXT.format(then="pass"))
    with open_database(database.folder, store_clock) as later:
        assert _heads(later) == heads


def test_without_room_for_a_copy_nothing_is_begun(
    database: Database, store_clock: SimulatedClock, tomorrow: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database.close()
    usage = shutil.disk_usage(database.folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=1_000))
    with pytest.raises(StoreError, match="disk is full") as caught:
        open_database(database.folder, store_clock)
    assert caught.value.path == Places(database.folder).records
    assert backup.copies(Places(database.folder)) == []


def test_records_of_a_later_version_are_refused(any_database: Database, store_clock: SimulatedClock) -> None:
    with any_database.unit() as unit:
        unit.ledger._connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
        unit.commit()
    any_database.close()
    with pytest.raises(NewerVersionError, match="newer version"):
        open_database(any_database.folder, store_clock)


def _schema(engine: Engine) -> list[object]:
    found = inspect(engine)
    return [
        (name, found.get_columns(name), found.get_foreign_keys(name), found.get_indexes(name))
        for name in sorted(found.get_table_names())
    ].__repr__().splitlines()  # fmt: skip


def _heads(database: Database) -> object:
    with database.unit() as unit:
        report = verify_chain(unit.ledger.lines())
        assert report.is_sound
        return report.heads, len(unit.ledger.entries(ENROLMENT)), unit.register.certificates()
