"""The benchmark runner: ratios, budgets and its exit code."""

from pathlib import Path

import pytest

from benchmarks import __main__ as runner
from benchmarks import pace, running
from benchmarks.measurement import Measurement


@pytest.mark.parametrize(
    ("ours", "reference", "budget", "kept"),
    [(3.0, 2.0, 1.5, True), (3.1, 2.0, 1.5, False), (16.0, None, 16, True), (16.1, None, 16, False)],
)
def test_a_budget_is_a_ratio_or_an_amount(ours: float, reference: float | None, budget: float, kept: bool) -> None:
    assert Measurement("append", ours, "ms", budget, reference).is_kept is kept


@pytest.mark.parametrize(
    ("unit", "reference", "kept"), [("ms", None, True), ("ms", 20.0, False), ("MB", None, False), ("x", None, False)]
)
def test_only_an_amount_of_time_grows_with_a_slow_machine(unit: str, reference: float | None, kept: bool) -> None:
    budget = 16 if reference is None else 1.0
    assert Measurement("step", 30.0, unit, budget, reference, slowness=2.0).is_kept is kept
    assert not Measurement("step", 30.0, unit, budget, reference, slowness=1.8).is_kept


def test_a_fast_machine_has_to_be_faster() -> None:
    assert not Measurement("step", 15.0, "ms", 16, slowness=0.9).is_kept


def test_the_better_pace_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    paces = iter([1.5, 1.2])
    monkeypatch.setattr(pace, "slowness", lambda: next(paces))
    monkeypatch.setattr(running.importlib, "import_module", lambda _name: _Benchmark)
    (measured,) = running.measure("bench_step")
    assert measured.slowness == 1.2


def test_a_pace_is_that_of_the_promise_beside_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = iter([0.09, 0.07, 0.08, 0.075, 0.1])
    monkeypatch.setattr(pace, "_count", lambda: next(seconds))
    assert pace.slowness() == pytest.approx(2.0)


@pytest.mark.parametrize(
    ("figures", "best", "tries", "kept"),
    [
        ([(1.0, 7.0)], (1.0, 7.0), (1, 1), True),
        ([(9.0, 7.0), (1.0, 9.0)], (1.0, 7.0), (2, 1), True),
        ([(9.0, 7.0), (8.0, 9.0), (5.0, 6.0), (6.0, 5.0)], (5.0, 5.0), (3, 4), False),
    ],
)
def test_a_broken_promise_is_measured_again_and_the_best_try_of_each_counts(
    monkeypatch: pytest.MonkeyPatch,
    figures: list[tuple[float, float]],
    best: tuple[float, float],
    tries: tuple[int, int],
    kept: bool,
) -> None:
    left = iter(figures)
    budgets = (4.0, 8.0)
    monkeypatch.setattr(
        running,
        "measure_apart",
        lambda _name: [
            Measurement("step", ours, "ms", most, 1.0) for ours, most in zip(next(left), budgets, strict=True)
        ],
    )
    found = running.measure_at_best("bench_step")
    assert tuple(one.ours for one in found) == best
    assert tuple(one.tries for one in found) == tries
    assert all(one.is_kept for one in found) is kept
    assert next(left, None) is None


class _Benchmark:
    @staticmethod
    def run() -> Measurement:
        return Measurement("step", 1.0, "ms", 16)


@pytest.mark.parametrize(("ours", "code"), [(1.0, 0), (9.0, 1)])
def test_a_broken_promise_fails_the_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ours: float, code: int
) -> None:
    monkeypatch.setattr(runner, "_names", lambda _words: ["bench_append"])
    monkeypatch.setattr(runner, "measure_at_best", lambda _name: [Measurement("append", ours, "ms", 1.5, 2.0)])
    assert runner.main([]) == code
    assert ("BROKEN" in capsys.readouterr().out) is bool(code)


def test_every_benchmark_promises_something() -> None:
    for path in Path(runner.__file__).parent.glob("bench_*.py"):
        assert "def run(" in path.read_text(encoding="utf-8"), path
