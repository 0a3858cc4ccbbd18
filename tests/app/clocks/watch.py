"""The other side of a session: moves its clocks, keeps the true time, and finds what is wrong with its lines."""

import os
import struct
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Timer
from time import monotonic

from trainer.app.workspace import Workspace
from trainer.clock import SystemClock
from trainer.hours.ledger import Entry
from trainer.hours.reconcile import check_identities
from trainer.hours.record import Flag, HoursRecord
from trainer.hours.service import HoursContext
from trainer.hours.verify import verify_chain

ROOT = Path(__file__).parents[3]
NANOSECONDS = 1_000_000_000
MOST_LOST = 5
"""Seconds by which a session may differ from the truth."""

BIG_JUMP = 120
NOTICEABLE = 0.2
PATIENCE = 600.0


@dataclass(frozen=True)
class Clocks:
    """What a program tells of its clocks."""

    by_python: float
    by_qt: float
    monotonic: float
    zone: str

    @classmethod
    def read(cls, line: str) -> "Clocks":
        _word, by_python, by_qt, steady, zone = line.split()
        return cls(float(by_python), float(by_qt), float(steady), zone)


@dataclass
class Session:
    """A running program, seen from outside.

    Attributes:
        true_seconds: How long it studied, by a clock that nobody moves.
        hits: Moves that the program's Python and its Qt have both seen.
        at: What its clocks showed last.
    """

    folder: Path
    shim: Path
    arguments: Sequence[str] = ()
    prefix: Sequence[str] = ()
    wall: float = 0.0
    slept: float = 0.0
    true_seconds: float = 0.0
    hits: int = 0

    def __enter__(self) -> "Session":
        self._moved = self.folder / "clock"
        self.set_clocks()
        module = ("-m", "tests.app.clocks.session", str(self.folder / "home"), *self.arguments)
        self._program = subprocess.Popen(
            [*self.prefix, sys.executable, *module],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=self._environment(),
        )  # fmt: skip
        # A program that says nothing more must not keep the tests waiting for ever.
        self._patience = Timer(PATIENCE, self._program.kill)
        self._patience.start()
        try:
            self.at = Clocks.read(self._wait_for("studying"))
        except BaseException:
            self.__exit__()
            raise
        self._since = monotonic()
        return self

    def __exit__(self, *_error: object) -> None:
        self._patience.cancel()
        self._program.kill()
        self._program.wait()
        self._program.stdin.close()
        self._program.stdout.close()

    def _environment(self) -> Mapping[str, str]:
        more = {"LD_PRELOAD": str(self.shim), "CLOCK_FILE": str(self._moved), "TZ": "America/Los_Angeles"}
        return {**os.environ, **more, "QT_QPA_PLATFORM": "offscreen", "TRAINER_HOME": str(self.folder / "home")}

    def set_clocks(self) -> None:
        """Moves both clocks to where they are said to be, at this instant."""
        numbers = struct.pack("<qq", int(self.wall * NANOSECONDS), int(self.slept * NANOSECONDS))
        with open(self._moved, "r+b" if self._moved.exists() else "wb", buffering=0) as file:
            file.write(numbers)

    def shift(self, seconds: float, *, slept: float = 0.0) -> None:
        """Moves the clocks under the program.

        Args:
            seconds: On the wall clock.
            slept: On the monotonic clock, where the system lets it run on while it sleeps.
        """
        self.wall += seconds
        self.slept += slept
        self._due = seconds - slept
        self.set_clocks()

    def see(self) -> None:
        """Waits until the program has seen the move, in Python and in Qt."""
        # A line has whole seconds: two moves within one would be one move. On a busy machine a program may be halted
        # between one clock and the next, so two looks are taken.
        before, looks = self.at, (self.tick(), self.tick())
        self.hits += min(self._parted(before, after) for after in looks) < NOTICEABLE

    def _parted(self, before: Clocks, after: Clocks) -> float:
        """Returns by how many seconds Python's clock or Qt's is not where the move should have put it."""
        due = after.monotonic - before.monotonic + self._due
        return max(abs(after.by_python - before.by_python - due), abs(after.by_qt - before.by_qt - due))

    def move(self, seconds: float, *, slept: float = 0.0) -> None:
        """Moves the clocks, and sees that the program saw it."""
        self.shift(seconds, slept=slept)
        self.see()

    def tick(self) -> Clocks:
        """Waits for the next second of the program."""
        self.at = Clocks.read(self._wait_for("tick"))
        return self.at

    def tell(self, words: str) -> None:
        """Says something to the program."""
        self._program.stdin.write(words + "\n")
        self._program.stdin.flush()

    def stop(self) -> None:
        """Closes the window as a person does."""
        self.true_seconds = monotonic() - self._since
        self.tell("stop")
        self._wait_for("closed")

    def kill(self) -> None:
        """The program is killed in the middle of the lesson."""
        self.true_seconds = monotonic() - self._since
        self._program.kill()

    def _wait_for(self, word: str) -> str:
        for line in self._program.stdout:
            if line.startswith(word):
                return line
        raise AssertionError(f"the program ended with {self._program.wait()} before it said {word!r}")


@dataclass(frozen=True)
class Found:
    """What a session left in the records."""

    lines: Sequence[Entry]
    record: HoursRecord
    is_sound: bool

    @property
    def jumps(self) -> list[int]:
        """By how much the clock moved in each line, as the line tells."""
        return [line.wall_seconds - line.measured_seconds for line in self.lines]


def find(folder: Path) -> Found:
    """Opens the records as the next start does."""
    space = Workspace(folder / "home", SystemClock())
    try:
        (enrolment,) = space.enrolments()
        with space.database.unit() as unit:
            lines = sorted(unit.ledger.entries(enrolment.id), key=lambda line: line.sequence)
            is_sound = verify_chain(unit.ledger.lines()).is_sound
        record = space.hours.record(_every_second_counts(space.context(enrolment)))
    finally:
        space.close()
    return Found(lines, record, is_sound)


def verified(folder: Path) -> str:
    """Returns what ``trainer hours verify`` finds, or nothing."""
    command = [sys.executable, "-m", "trainer", "hours", "verify"]
    home = {**os.environ, "TRAINER_HOME": str(folder / "home")}
    told = subprocess.run(command, env=home, capture_output=True, text=True, cwd=ROOT)
    return told.stdout + told.stderr if told.returncode else ""


def _every_second_counts(context: HoursContext) -> HoursContext:
    """These sessions last for seconds, which the default policy would call too short."""
    policies = {name: replace(policy, smallest_stint_seconds=0) for name, policy in context.policies.items()}
    return replace(context, policies=policies)


def faults(
    found: Found, true_seconds: float, jumps: Sequence[float], *, asleep: int = 0, most_lost: int = MOST_LOST
) -> list[str]:
    """Holds the promise against what was found.

    Args:
        found: What one or more sessions left.
        true_seconds: How long they were.
        jumps: Of the wall clock.
        asleep: Seconds that are measured and must be refused.
        most_lost: Seconds that may be lost, five a session.
    """
    wrong = [] if found.is_sound else ["the chain is broken"]
    wrong += check_identities(found.record)
    measured = sum(line.measured_seconds for line in found.lines)
    if abs(measured - true_seconds - asleep) > most_lost:
        wrong.append(f"measured {measured} s of {true_seconds:.1f}")
    credited = found.record.credited_seconds
    if abs(credited - true_seconds) > most_lost:
        wrong.append(f"credited {credited} s of {true_seconds:.1f}")
    flagged = {credit.entry_id for credit in found.record.credits if Flag.CLOCK_MOVED in credit.flags}
    told = [moved for line, moved in zip(found.lines, found.jumps, strict=True) if line.id in flagged]
    for jump in jumps:
        if abs(jump) > BIG_JUMP and not any(abs(moved - jump) <= MOST_LOST for moved in told):
            wrong.append(f"no flag tells of {jump:+.0f} s")
    return wrong
