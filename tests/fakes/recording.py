"""A view that remembers what it was told; it knows only the methods that its Protocol names."""

from typing import Any


class RecordingView:
    """Stands in for any view.

    Attributes:
        calls: Name and arguments of every call, in order.
        answers: What a method that is asked something returns.
    """

    def __init__(self, protocol: type) -> None:
        self._names = {name for name in dir(protocol) if not name.startswith("_")}
        self.calls: list[tuple[str, tuple[Any, ...]]] = []
        self.answers: dict[str, Any] = {}

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self._names:
            raise AttributeError(f"no view has {name}()")

        def _record(*arguments: Any) -> Any:
            self.calls.append((name, arguments))
            return self.answers.get(name)

        return _record

    def last(self, name: str) -> Any:
        """Returns the first argument of the latest call of a method."""
        return next(arguments[0] for called, arguments in reversed(self.calls) if called == name)

    def count(self, name: str) -> int:
        """Counts the calls of a method."""
        return sum(called == name for called, _arguments in self.calls)

    def names(self) -> list[str]:
        """Returns the methods that were called, in order."""
        return [name for name, _arguments in self.calls]
