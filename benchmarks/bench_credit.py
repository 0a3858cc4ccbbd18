"""What a learner's 5,000 lines come to, beside merely writing down an answer of the same size."""

import time
from collections.abc import Callable

from benchmarks.hours import make_entries, make_programme, stored
from benchmarks.measurement import Measurement
from trainer.hours.credit import Credit, DayShare, HoursRecord, Refusal, credit
from trainer.hours.entry_reader import entry_from_body
from trainer.hours.policy import Policy
from trainer.hours.reconcile import check_identities

LINES = 5_000
ROUNDS = 40


def run() -> list[Measurement]:
    """Measures the credit, how it grows, and the check at each write."""
    programme, policies = make_programme(), {"default-1": Policy()}
    # As they come out of the ledger, which is how the program has them.
    entries = [entry_from_body(line.body, line.hash) for line in stored(make_entries(LINES, programme))]
    record = credit(entries, policies, programme)
    ours = _best(lambda: credit(entries, policies, programme))
    few = _best(lambda: credit(entries[: LINES // 10], policies, programme))
    written = _best(lambda: _write_down(record))
    checked = _best(lambda: check_identities(record))
    return [
        Measurement("credit of 5,000 lines", ours, "ms", 25),
        Measurement("the same, beside writing the answer down", ours, "ms", 8, written),
        Measurement("the same, beside ten times a tenth of it", ours, "ms", 1.3, few * 10),
        Measurement("check that 5,000 credits reconcile", checked, "ms", 0.4, ours),
    ]


def _write_down(record: HoursRecord) -> tuple[list[Credit], int]:
    """Makes the same objects from the finished answer and adds up one column."""
    made = [
        Credit(
            line.entry_id,
            line.subject,
            line.mode,
            line.start_second,
            line.zone,
            line.policy,
            line.measured_seconds,
            line.credited_seconds,
            tuple([Refusal(r.reason, r.start_second, r.seconds, r.limit_seconds) for r in line.refusals]),
            dict(line.shares),
            tuple([DayShare(share.day, share.seconds) for share in line.days]),
            line.flags,
        )
        for line in record.credits
    ]
    return made, sum(line.credited_seconds for line in made)


def _best(job: Callable[[], object]) -> float:
    """Returns the shortest of many runs in milliseconds: what else the machine does only makes one longer."""
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        job()
        times.append(time.perf_counter() - start)
    return min(times) * 1_000
