"""Lines of three computers in any order, any number of times, in any packets.

The hours are the same, the end of what counts of each computer is the same, and nothing is lost.
"""

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from tests.fakes.records import START
from tests.store.merge.world import (
    DEVICES,
    World,
    brought,
    deliver,
    ends_at,
    hashes_at,
    heads_at,
    hours_of,
    judged,
    records_of,
    revoke,
)
from trainer.clock import SimulatedClock
from trainer.hours import examine, soundness
from trainer.hours.examine import Computer
from trainer.hours.ledger import Entry, Head, body_bytes
from trainer.store.database import Database, open_database
from trainer.store.doubt_store import SqlDoubtStore
from trainer.store.ledger_store import SqlLedgerStore

BRANCHES = st.integers(0, 1)
DEVICE = st.integers(0, DEVICES - 1)


@dataclass
class Told:
    """What all runs together came to.

    Attributes:
        lines: How many were delivered.
        heads: The ends of what counts, of every computer.
        receipts: Every end that the first office ever knew, of what counts and of its ledger.
    """

    lines: int = 0
    heads: list[Head] = field(default_factory=list)
    receipts: set[Head] = field(default_factory=set)


class Merge(RuleBasedStateMachine):
    """One office gets the packets as they come; another gets every line at the end, shuffled and in other packets."""

    offices: tuple[Database, Database]
    told: "Told"

    @initialize(already=st.lists(DEVICE, min_size=4, max_size=12))
    def begin(self, already: list[int]) -> None:
        self.world = World()
        self.known: dict[str, Entry] = {}
        for device in already:
            self.world.write(device, 0, 10)

    @rule(device=DEVICE, branch=BRANCHES, minutes=st.lists(st.integers(2, 40), min_size=1, max_size=4))
    def study(self, device: int, branch: int, minutes: list[int]) -> None:
        for length in minutes:
            self.world.write(device, branch, length)

    @rule(device=DEVICE)
    def lose_a_laptop_that_claims_anothers_id(self, device: int) -> None:
        """Once the nightly run found that such a laptop could put an honest line in doubt."""
        thief, honest = (device + 1) % DEVICES, self.world.write(device, 0, 9)
        stolen = self.world.write(thief, 0, 8, honest.id)
        self._deliver([stolen, honest])
        self.lose(thief, stolen.sequence - 1)

    @rule(device=DEVICE, chance=st.randoms(use_true_random=False))
    def say_something_else_under_a_known_id(self, device: int, chance: random.Random) -> None:
        self.world.write(device, 0, 7, chance.choice(self.world.lines).id)

    @rule(chance=st.randoms(use_true_random=False), count=st.integers(2, 12))
    def bring_a_packet(self, chance: random.Random, count: int) -> None:
        self._deliver([chance.choice(self.world.lines) for _n in range(count)])

    @rule(device=DEVICE)
    def bring_all_of_a_device(self, device: int) -> None:
        name = self.world.devices[device]
        self._deliver([line for line in self.world.lines if line.device_id == name])

    @rule(device=DEVICE)
    def bring_what_is_no_line(self, device: int) -> None:
        body = body_bytes(self.world.write(device, 1, 6))
        counts = brought(self.offices[0], [(body, "0" * 64), (body[:-1], "0" * 64), (b"", "")])
        assert counts == (0, 0, 0, 3)
        self._compare()

    @rule(device=DEVICE, last=st.integers(0, 6))
    def lose_a_laptop(self, device: int, last: int) -> None:
        self.lose(device, last)

    def lose(self, device: int, last: int) -> None:
        name = self.world.devices[device]
        self.world.last_sequences[name] = min(last, self.world.last_sequences.get(name, last))
        for office in self.offices:
            revoke(office, name, last)
        self._compare()

    def _deliver(self, packet: list[Entry]) -> None:
        accepted, known, aside, unreadable = deliver(self.offices[0], packet)
        assert accepted + known + aside + unreadable == len(packet)
        assert unreadable == 0
        self.known |= {line.hash: line for line in packet}
        self.told.lines += len(packet)
        self._compare()

    def _compare(self) -> None:
        """After each step that reached the first office: its hours and heads are those of the model."""
        expected, office = self.world.expected(self.known.values()), self.offices[0]
        assert [judged(record) for record in records_of(office, self.world)] == expected.judged, "other hours"
        heads = heads_at(office, self.world)
        assert heads == expected.heads, "another head"
        self.told.receipts.update(heads, ends_at(office, self.world))

    def teardown(self) -> None:
        """Tells the second office everything, in another order, and some of it twice."""
        if not getattr(self, "known", None):
            return
        chance = random.Random(len(self.known))
        lines = [*self.known.values(), *list(self.known.values())[::3]]
        chance.shuffle(lines)
        while lines:
            cut = chance.randint(1, 5)
            deliver(self.offices[1], lines[:cut])
            del lines[:cut]
        first, second = (records_of(office, self.world) for office in self.offices)
        assert list(map(hours_of, first)) == list(map(hours_of, second)), "other hours"
        assert hashes_at(self.offices[0], self.world) == hashes_at(self.offices[1], self.world) == sorted(self.known)
        assert heads_at(self.offices[1], self.world) == (heads := heads_at(self.offices[0], self.world)), "another head"
        self.told.heads += heads


@pytest.fixture
def offices(
    any_database: Database,
    tmp_path_factory: pytest.TempPathFactory,
    store_clock: SimulatedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[tuple[Database, Database]]:
    """An office of each kind, and a second one in a file, whose answers must be the same."""
    monkeypatch.delenv("TRAINER_DATABASE", raising=False)
    with open_database(tmp_path_factory.mktemp("second"), store_clock) as second:
        yield any_database, second


def _run(offices: tuple[Database, Database], examples: int, *, is_control: bool = False) -> Told:
    told = Told()
    machine = type("MergeHere", (Merge,), {"offices": offices, "told": told})
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        machine,
        settings=settings(
            settings.default,
            max_examples=examples,
            stateful_step_count=15,
            suppress_health_check=list(HealthCheck),
            # A failure that must come need not be made small.
            phases=[Phase.generate] if is_control else settings.default.phases,
        ),
    )
    for office in offices:
        _look_through(office, told)
    return told


def _look_through(office: Database, told: Told) -> None:
    """Asks the check of the whole ledger: what it hands out, and whether whatever was handed out still holds."""
    computer = Computer(office.device_id, office.key.public, START)
    with office.unit() as unit:
        found = examine.examine(unit, [], computer)
        assert sorted(map(str, found.heads)) == sorted(map(str, told.heads)), "another head"
        assert examine.examine(unit, [], computer, list(told.receipts)) == found, "a receipt does not hold"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Plays the nightly's 5,000 histories twenty-five at a time, each time in new offices.

    What an office knows of lost laptops is read at every step: in one office each history takes longer than the last.
    """
    if "histories" in metafunc.fixturenames:
        is_nightly = bool(metafunc.config.getoption("--nightly"))
        metafunc.parametrize("histories", [25] * 200 if is_nightly else [30])


def test_any_order_gives_the_same_hours_and_heads(
    offices: tuple[Database, Database], histories: int, tell: Callable[[str], None]
) -> None:
    told = _run(offices, histories)
    tell(f"{told.lines} lines were delivered, {len(told.receipts)} heads handed out")
    # So few only where nothing was played; a few histories may come to much less than most do.
    assert told.lines > histories
    assert len(told.receipts) > histories // 10


def _believe_whoever_comes_first(links: Iterable[soundness.Link], _limits: object) -> list[list[soundness.Link]]:
    in_order = sorted(links, key=lambda link: (link.device_id, link.sequence))
    return [list(chain) for _device, chain in groupby(in_order, key=lambda link: link.device_id)]


BROKEN = {
    "believes whoever comes first": (soundness, "sound_chains", _believe_whoever_comes_first, "other hours"),
    "hands out what lies in its ledger": (
        SqlDoubtStore,
        "head",
        lambda store, device: SqlLedgerStore(store._connection).head(device),
        "another head",
    ),
    "takes what is beside the ledger for lost": (
        examine,
        "vouched_for",
        lambda heads, _beside: heads,
        "a receipt does not hold",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_an_office_is_caught_that(
    offices: tuple[Database, Database], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """The controls: without one of its parts, the same check must fail."""
    module, part, broken, told = BROKEN[name]
    monkeypatch.setattr(module, part, broken)
    with pytest.raises(AssertionError, match=told):
        _run(offices, 15, is_control=True)
