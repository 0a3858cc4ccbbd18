"""The record that was credited last, kept: the same lines under the same rules come to the same."""

from trainer.hours.record import HoursRecord


class LastRecord:
    """One record, with all that it was made of. Safe from any thread: both are replaced at once."""

    def __init__(self) -> None:
        """Nothing was credited yet."""
        self._kept: tuple[object, HoursRecord] | None = None

    def of(self, question: object) -> HoursRecord | None:
        """Returns the record if it was made of the same, which takes far less than to credit it.

        Args:
            question: Everything that the record depends on.
        """
        kept = self._kept
        return kept[1] if kept is not None and kept[0] == question else None

    def keep(self, question: object, record: HoursRecord) -> None:
        """Keeps a record in place of the one before; nothing that the question holds may change afterwards."""
        self._kept = question, record
