"""Checks that a record's totals agree, with sums of its own, and writes out the arithmetic from line to total."""

from trainer.hours.record import Credit, HoursRecord


def check_identities(record: HoursRecord) -> list[str]:
    """Returns every sum that does not agree, in plain words for a log; an empty list is the only good answer."""
    faults = [fault for line in record.credits for fault in _line_faults(line)]
    return faults + _total_faults(record)


def _line_faults(line: Credit) -> list[str]:
    refused = sum(refusal.seconds for refusal in line.refusals)
    sums = {
        "credited and refused": (line.credited_seconds + refused, line.measured_seconds),
        "shares": (sum(line.shares.values()), line.credited_seconds),
        "days": (sum(share.seconds for share in line.days), line.credited_seconds),
    }
    return [f"{line.entry_id}: {name} {found}, not {due}" for name, (found, due) in sums.items() if found != due]


def _total_faults(record: HoursRecord) -> list[str]:
    credited = sum(line.credited_seconds for line in record.credits)
    sums = {
        "measured": (record.measured_seconds, sum(line.measured_seconds for line in record.credits)),
        "credited": (record.credited_seconds, credited),
        "refused": (
            record.refused_seconds,
            sum(refusal.seconds for line in record.credits for refusal in line.refusals),
        ),
        "by day": (sum(record.by_day.values()), credited),
        "by competency": (sum(record.by_competency.values()), credited),
        "by mode": (sum(record.by_mode.values()), credited),
        "by competency and mode": (sum(record.by_matrix.values()), credited),
        "by subject": (sum(record.by_subject.values()), credited),
    }
    return [f"{name}: {found}, not {due}" for name, (found, due) in sums.items() if found != due]
