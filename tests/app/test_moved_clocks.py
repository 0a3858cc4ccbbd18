"""The clocks are moved under the real program: every second is measured, and every jump over two minutes shows."""

import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, time

import pytest

from tests.app.clocks.watch import MOST_LOST, Found, Session, faults, find, verified
from tests.fakes.preload import compiled
from trainer.hours.ledger import GapKind
from trainer.hours.record import Flag

CLOCKS = Path(__file__).parent / "clocks"
MINUTE, HOUR, DAY, YEAR = 60, 3_600, 86_400, 365 * 86_400
NIGHT = 8 * HOUR
SPRING_FORWARD = 1_804_932_000
"""2027-03-14, when a second after 01:59:59 it is 03:00:00 in Los Angeles."""

JUMPS = {
    "small": (1, -1, 5, -5, 60, -60),
    "middle": (119, -119, 121, -121, HOUR, -HOUR),
    "large": (DAY, -DAY, YEAR, -YEAR, 10 * YEAR, -10 * YEAR),
}
KILLED = "killed"
QUICK = (0, 3, 4)
"""The places of the jumps that a quick run makes: half of them, both ways; the table of all is in ``tests/study``."""

AGAIN = 5
"""How often the nightly profile repeats all jumps in one sitting."""


@dataclass(frozen=True)
class Ended:
    """A session that is over, what it left, and the jumps that must show in it."""

    session: Session
    found: Found
    jumps: tuple[float, ...]

    def faults(self, **more: int) -> list[str]:
        return faults(self.found, self.session.true_seconds, self.jumps, **more)

    def __str__(self) -> str:
        measured = sum(line.measured_seconds for line in self.found.lines)
        moved = f"{self.session.hits} jumps hit, {measured} s measured"
        return f"{moved} of {self.session.true_seconds:.2f}, in {len(self.found.lines)} lines"


Script = Callable[[Session], tuple[float, ...]]
"""Does what it does to a session, and returns the jumps."""


def _jumping(*jumps: float) -> Script:
    def _script(session: Session) -> tuple[float, ...]:
        for jump in jumps:
            session.move(jump)
        session.stop()
        return jumps

    return _script


def _asleep(slept: float) -> Script:
    def _script(session: Session) -> tuple[float, ...]:
        session.tick()
        session.move(NIGHT, slept=slept)
        session.tick()
        session.stop()
        return (NIGHT,) if not slept else ()

    return _script


def _travelling(session: Session) -> tuple[float, ...]:
    session.tick()
    session.tell("zone America/Denver")
    while session.tick().zone != "America/Denver":
        pass
    session.tick()
    session.tick()
    session.stop()
    return ()


def _in_spring(session: Session) -> tuple[float, ...]:
    jump = SPRING_FORWARD - 4 - time()
    session.move(jump)
    while session.tick().by_python < SPRING_FORWARD + 2:
        pass
    session.stop()
    return (jump,)


def _minimized(session: Session) -> tuple[float, ...]:
    session.tick()
    session.tell("minimize")
    session.shift(HOUR)
    session.tell("restore")
    session.see()
    return HOUR, *_travelling(session)


SCRIPTS: Mapping[str, Script] = {
    "asleep, both clocks run": _asleep(NIGHT),
    "asleep, the monotonic clock stands": _asleep(0),
    "in spring": _in_spring,
    "minimized, then travelling": _minimized,
    "broken": _jumping(5, HOUR, -HOUR),
}


@pytest.fixture(scope="module")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The compiled mover of clocks."""
    return compiled(CLOCKS / "shim.c", tmp_path_factory.mktemp("clocks"))


@pytest.fixture(scope="module")
def make_home(packs: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Makes installations that have the real course, compiled once."""

    def _make() -> Path:
        folder = tmp_path_factory.mktemp("installation")
        (folder / "home").mkdir()
        (folder / "home" / "packs").symlink_to(packs, target_is_directory=True)
        return folder

    return _make


@pytest.fixture(scope="module")
def ended(shim: Path, make_home: Callable[[], Path], pytestconfig: pytest.Config) -> Mapping[str, Ended]:
    """All sessions, run side by side, since each of them mostly waits for its next second."""

    def _run(name: str) -> Ended:
        if name == KILLED:
            return _killed(folders[name], shim)
        with Session(folders[name], shim, ("wall",) if name == "broken" else ()) as session:
            jumps = scripts[name](session)
        return Ended(session, find(session.folder), jumps)

    scripts = {**SCRIPTS, **_jumping_scripts(all_of_them=bool(pytestconfig.getoption("--nightly")))}
    names = [*scripts, KILLED]
    folders = {name: make_home() for name in names}
    with ThreadPoolExecutor(len(names)) as pool:
        return dict(zip(names, pool.map(_run, names), strict=True))


def _jumping_scripts(*, all_of_them: bool) -> Mapping[str, Script]:
    return {
        name: _jumping(*(jumps if all_of_them else [jumps[place] for place in QUICK])) for name, jumps in JUMPS.items()
    }


def _namespace(shift: int) -> tuple[str, ...]:
    """Returns what to write before a command whose monotonic clock shall stand elsewhere; nothing where it may not."""
    command = ("unshare", "-T", "--monotonic", str(shift), "--boottime", str(shift))
    if sys.platform != "linux" or not shutil.which("unshare"):
        return ()
    return () if subprocess.run([*command, "true"], capture_output=True).returncode else command


def _killed(folder: Path, shim: Path) -> Ended:
    """Studies until it is killed, and again after a start of the machine, when the monotonic clock begins anew."""
    with Session(folder, shim, prefix=_namespace(NIGHT)) as first:
        first.move(-DAY)
        for _second in range(5):
            first.tick()
        first.kill()
    with Session(folder, shim, prefix=_namespace(30 - int(monotonic())), wall=-DAY) as session:
        for _second in range(4):
            session.tick()
        session.stop()
    session.true_seconds += first.true_seconds
    session.hits += first.hits
    return Ended(session, find(folder), (-DAY,))


Tell = Callable[[str], None]


@pytest.mark.parametrize("name", JUMPS)
def test_a_moved_wall_clock_changes_no_minute(ended: Mapping[str, Ended], name: str, tell: Tell) -> None:
    one = ended[name]
    tell(f"{name}: {one}")
    assert one.session.hits == len(one.jumps)
    assert one.faults() == []
    assert verified(one.session.folder) == ""


@pytest.mark.parametrize(
    ("name", "asleep"), [("asleep, both clocks run", NIGHT), ("asleep, the monotonic clock stands", 0)]
)
def test_a_night_asleep_is_not_study(ended: Mapping[str, Ended], name: str, asleep: int, tell: Tell) -> None:
    one = ended[name]
    tell(f"{name}: {one}")
    assert one.session.hits == 1
    assert one.faults(asleep=asleep) == []
    gaps = [gap.seconds for line in one.found.lines for gap in line.gaps if gap.kind is GapKind.ASLEEP]
    assert gaps == ([pytest.approx(NIGHT, abs=2)] if asleep else [])


def test_daylight_saving_time_moves_no_clock(ended: Mapping[str, Ended], tell: Tell) -> None:
    one = ended["in spring"]
    tell(f"in spring: {one}")
    assert one.faults() == []
    assert [abs(moved) <= 1 for moved in one.found.jumps] == [False, True]


def test_a_clock_moved_while_the_window_is_minimized_shows_and_a_journey_cuts_the_line(
    ended: Mapping[str, Ended], tell: Tell
) -> None:
    one = ended["minimized, then travelling"]
    tell(f"minimized, then travelling: {one}")
    assert one.session.hits == 1
    assert one.faults() == []
    assert [line.zone for line in one.found.lines] == 2 * ["America/Los_Angeles"] + ["America/Denver"]
    assert [abs(moved) <= 1 for moved in one.found.jumps] == [False, True, True]


def test_a_program_killed_after_a_jump_loses_at_most_five_seconds(ended: Mapping[str, Ended], tell: Tell) -> None:
    one = ended[KILLED]
    tell(f"killed: {one}")
    assert one.session.hits == 1
    assert one.faults(most_lost=2 * MOST_LOST) == []
    flags = [credit.flags for credit in sorted(one.found.record.credits, key=lambda credit: credit.entry_id)]
    assert sum(Flag.INTERRUPTED in found for found in flags) == 1


def test_a_monotonic_clock_that_begins_anew_changes_no_minute(ended: Mapping[str, Ended], tell: Tell) -> None:
    one = ended[KILLED]
    if not one.session.prefix:
        pytest.skip("another monotonic clock needs a time namespace, which this computer does not permit")
    tell(f"from {NIGHT} s ahead to the start of the machine: {one}")
    assert len(one.found.lines) == 3
    assert [abs(moved) <= 1 for moved in one.found.jumps] == [False, True, True]


def test_a_broken_build_is_caught(ended: Mapping[str, Ended], tell: Tell) -> None:
    one = ended["broken"]
    tell(f"durations from the wall clock: {one}; {one.faults()}")
    assert one.session.hits == len(one.jumps)
    assert any("measured" in fault for fault in one.faults())
    assert any("no flag" in fault for fault in one.faults())


@pytest.mark.nightly
def test_all_jumps_many_times_in_one_sitting(shim: Path, make_home: Callable[[], Path], tell: Tell) -> None:
    jumps = tuple(jump for _round in range(AGAIN) for size in JUMPS.values() for jump in size)
    with Session(make_home(), shim) as session:
        _jumping(*jumps)(session)
    one = Ended(session, find(session.folder), jumps)
    tell(f"all: {one}")
    assert session.hits == len(jumps)
    assert one.faults() == []
