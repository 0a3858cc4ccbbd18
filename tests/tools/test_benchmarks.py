"""The benchmark runner: ratios, budgets and its exit code."""

from pathlib import Path

import pytest

from benchmarks import __main__ as runner
from benchmarks.measurement import Measurement


@pytest.mark.parametrize(
    ("ours", "reference", "budget", "kept"),
    [(3.0, 2.0, 1.5, True), (3.1, 2.0, 1.5, False), (16.0, None, 16, True), (16.1, None, 16, False)],
)
def test_a_budget_is_a_ratio_or_an_amount(ours: float, reference: float | None, budget: float, kept: bool) -> None:
    assert Measurement("append", ours, "ms", budget, reference).is_kept is kept


@pytest.mark.parametrize(("ours", "code"), [(1.0, 0), (9.0, 1)])
def test_a_broken_promise_fails_the_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ours: float, code: int
) -> None:
    monkeypatch.setattr(runner, "_names", lambda _words: ["bench_append"])
    monkeypatch.setattr(runner, "_measure", lambda _name: [Measurement("append", ours, "ms", 1.5, 2.0)])
    assert runner.main([]) == code
    assert ("BROKEN" in capsys.readouterr().out) is bool(code)


def test_every_benchmark_promises_something() -> None:
    for path in Path(runner.__file__).parent.glob("bench_*.py"):
        assert "def run(" in path.read_text(encoding="utf-8"), path
