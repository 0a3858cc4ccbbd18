"""Lines of three computers in any order, any number of times, in any packets: the same hours, and nothing is lost."""

import random
from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.store.merge.world import DEVICES, World, deliver, hours_of, judged, record_of, revoke
from trainer.clock import SimulatedClock
from trainer.hours.ledger import Entry
from trainer.store import doubt_store
from trainer.store.database import Database, open_database

BRANCHES = st.integers(0, 1)
DEVICE = st.integers(0, DEVICES - 1)


class Merge(RuleBasedStateMachine):
    """One office gets the packets as they come; another gets every line at the end, shuffled and in other packets."""

    offices: tuple[Database, Database]
    delivered: int = 0

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

    @rule(device=DEVICE, last=st.integers(0, 6))
    def lose_a_laptop(self, device: int, last: int) -> None:
        self.lose(device, last)

    def lose(self, device: int, last: int) -> None:
        name = self.world.devices[device]
        self.world.last_sequences[name] = min(last, self.world.last_sequences.get(name, last))
        for office in self.offices:
            revoke(office, name, last)

    def _deliver(self, packet: list[Entry]) -> None:
        accepted, known, aside, unreadable = deliver(self.offices[0], packet)
        assert accepted + known + aside + unreadable == len(packet)
        assert unreadable == 0
        self.known |= {line.hash: line for line in packet}
        type(self).delivered += len(packet)

    @invariant()
    def the_hours_are_those_of_the_model(self) -> None:
        if not hasattr(self, "known"):
            return
        measured, undisputed, _heads = self.world.expected(self.known.values())
        assert judged(record_of(self.offices[0], self.world)) == (measured, undisputed)

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
        first, second = (record_of(office, self.world) for office in self.offices)
        assert hours_of(first) == hours_of(second)


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


def _run(offices: tuple[Database, Database], examples: int, *, is_control: bool = False) -> int:
    machine = type("MergeHere", (Merge,), {"offices": offices})
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
    return int(machine.delivered)


def test_any_order_gives_the_same_hours(
    offices: tuple[Database, Database], is_nightly: bool, tell: Callable[[str], None]
) -> None:
    delivered = _run(offices, 5_000 if is_nightly else 50)
    tell(f"{delivered} lines were delivered")
    assert delivered > 100


def test_an_office_that_believes_whoever_comes_first_is_caught(
    offices: tuple[Database, Database], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: with no judgement of disputes, the same check must fail."""
    monkeypatch.setattr(doubt_store, "sound_hashes", lambda links, _limits: frozenset(link.hash for link in links))
    with pytest.raises(AssertionError):
        _run(offices, 100, is_control=True)
