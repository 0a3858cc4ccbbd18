"""The power goes at any instant: no file is damaged, nothing acknowledged is lost, the chain is whole."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.fakes.preload import compiled
from tests.fakes.records import ENROLMENT, START
from tests.store.power.model import Disk, Operation, read_record
from trainer.clock import SimulatedClock
from trainer.hours.verify import verify_chain
from trainer.store.database import open_database

POWER = Path(__file__).parent / "power"
ROOT = POWER.parent.parent.parent
STATES = 3_000

pytestmark = pytest.mark.nightly


@pytest.fixture(scope="module")
def recorder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The compiled recorder."""
    return compiled(POWER / "record.c", tmp_path_factory.mktemp("power"))


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one, since thousands of states are written and thrown away."""
    shared = Path("/dev/shm")
    folder = (shared if os.access(shared, os.W_OK) else tmp_path) / f"peer-trainer-power-{os.getpid()}"
    folder.mkdir()
    yield folder
    shutil.rmtree(folder)


def test_no_power_cut_loses_what_was_acknowledged(
    recorder: Path, tmp_path: Path, memory: Path, tell: Callable[[str], None]
) -> None:
    operations = _recorded(recorder, tmp_path, "FULL")
    lost, acknowledged = _cut(operations, tmp_path, memory, 20_262, STATES)
    tell(f"seed 20262: {STATES} power cuts in {len(operations)} operations, {acknowledged} facts acknowledged")
    assert lost == []


def test_a_broken_build_is_caught(recorder: Path, tmp_path: Path, memory: Path, tell: Callable[[str], None]) -> None:
    operations = _recorded(recorder, tmp_path, "NORMAL")
    lost, _acknowledged = _cut(operations, tmp_path, memory, 20_262, 300)
    tell(f"synchronous=NORMAL: {len(lost)} of 300 power cuts lost something, such as {lost[:1]}")
    assert len(lost) > 20


def _recorded(recorder: Path, tmp_path: Path, synchronous: str) -> list[Operation]:
    folder, record = tmp_path / "records", tmp_path / "record"
    folder.mkdir()
    environment = {
        **os.environ,
        "LD_PRELOAD": str(recorder),
        "RECORD_FOLDER": str(folder),
        "RECORD_FILE": str(record),
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-m", "tests.store.power.session", str(folder), synchronous]
    subprocess.run(command, env=environment, check=True, cwd=ROOT)
    return list(read_record(record))


def _cut(operations: list[Operation], tmp_path: Path, memory: Path, seed: int, states: int) -> tuple[list[str], int]:
    """Follows the session once; at chosen instants builds a state that a power cut may leave, and opens it."""
    chance = random.Random(seed)
    first = next(index for index, operation in enumerate(operations) if operation.path.endswith("/acks"))
    instants = sorted(chance.randrange(first, len(operations)) for _state in range(states))
    disk, acks, lost, folder = Disk(), b"", [], str(tmp_path / "records")
    for index, operation in enumerate(operations):
        while instants and instants[0] == index:
            instants.pop(0)
            keep = chance.choice([0.0, 1.0, chance.random()])
            lost += _opened(disk.found(chance, keep), folder, memory / "state", acks.decode().split("\n"), index)
        if operation.path.endswith("/acks"):
            acks += operation.data
        elif not operation.path.endswith(("-shm", "records.lock")):
            disk.do(operation)
    return lost, acks.count(b"\n")


def _opened(found: dict[str, bytes], folder: str, state: Path, acks: list[str], index: int) -> list[str]:
    """Opens a state as the next start would; returns what is wrong with it."""
    shutil.rmtree(state, ignore_errors=True)
    state.mkdir()
    for path, content in found.items():
        target = state / Path(path).relative_to(folder)
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(content)
    try:
        with open_database(state, SimulatedClock(START)) as database, database.unit() as unit:
            stored = {f"line {line.id}" for line in unit.ledger.entries(ENROLMENT)}
            for attempt in unit.attempts.attempts(ENROLMENT):
                stored |= {f"attempt {attempt.id}"} | {f"answer {a.id}" for a in unit.attempts.answers(attempt.id)}
            stored |= {f"certificate {one.facts.number}" for one in unit.register.certificates()}
            is_sound = verify_chain(unit.ledger.lines()).is_sound
            whole = unit.ledger._connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    except Exception as error:
        return [f"at {index}: {error!r} {getattr(error, 'details', '')}"]
    missing = {ack for ack in acks if ack} - stored
    if missing or not is_sound or not whole:
        return [f"at {index}: {len(missing)} lost, chain {is_sound}, file {whole}"]
    return []
