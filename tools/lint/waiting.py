"""Tests that wait for time to pass: wait for a signal or a state instead."""

from collections.abc import Iterator

from tools.lint.source import Fault, Source


def find(source: Source) -> Iterator[Fault]:
    """Yields every time.sleep(), qtbot.wait() and QTest.qWait() in the tests."""
    if not source.is_under("tests"):
        return
    for name, call in source.calls():
        if name in {"sleep", "qWait", "qSleep"} or (name == "wait" and _is_bot(call.func)):
            yield source.fault(call, f"{name}() waits for time: use qtbot.waitSignal, qtbot.waitUntil or a fake clock")


def _is_bot(function: object) -> bool:
    owner = getattr(function, "value", None)
    return "bot" in str(getattr(owner, "id", getattr(owner, "attr", "")))
