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
    ("figures", "tries", "kept"),
    [
        ([(1.0, 1.0)], 1, True),
        ([(9.0, 1.0), (1.0, 1.0)], 2, True),
        # A burst that met the yardstick alone is no help.
        ([(9.0, 1.0), (9.0, 3.0), (9.0, 3.0), (9.0, 3.0)], 4, False),
    ],
)
def test_a_broken_promise_is_measured_again_and_each_figure_counts_at_its_best(
    monkeypatch: pytest.MonkeyPatch, figures: list[tuple[float, float]], tries: int, kept: bool
) -> None:
    left = iter(figures)
    monkeypatch.setattr(
        running,
        "measure_apart",
        lambda _name: [Measurement("step", ours, "ms", 4, yardstick) for ours, yardstick in [next(left)]],
    )
    (found,) = running.measure_at_best("bench_step")
    assert (found.tries, found.is_kept) == (tries, kept)
    assert next(left, None) is None


@pytest.mark.parametrize("slow_first", [True, False])
def test_a_slow_pace_in_one_try_is_no_help(slow_first: bool) -> None:
    slow, quick = Measurement("step", 30.0, "ms", 16, slowness=2.0), Measurement("step", 30.0, "ms", 16)
    assert slow.is_kept
    assert not (slow.at_best(quick) if slow_first else quick.at_best(slow)).is_kept


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
