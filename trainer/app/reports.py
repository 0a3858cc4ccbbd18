"""Puts the hours report together from the records."""

from typing import TYPE_CHECKING

from trainer.cohorts.people import Enrolment, Person
from trainer.hours.policy_book import credited_under
from trainer.hours.verify import verify_chain
from trainer.printing.hours_report import HoursReport, render_hours_report

if TYPE_CHECKING:
    from trainer.app.workspace import Workspace


def hours_report(workspace: "Workspace", person: Person, enrolment: Enrolment) -> bytes:
    """Prints a learner's hours as PDF: every line, every reason, the sums, and the heads of the chains as a receipt."""
    with workspace.unit() as unit:
        devices = sorted({entry.device_id for entry in unit.ledger.entries(enrolment.id)})
        heads = [head for head in map(unit.ledger.head, devices) if head is not None]
        findings = sum(len(verify_chain(unit.ledger.lines(device)).findings) for device in devices)
        provider = unit.register.provider()
    record = workspace.record(enrolment)
    return render_hours_report(
        HoursReport(
            name=person.legal_name or person.name,
            programme=workspace.programme(enrolment),
            record=record,
            heads=heads,
            findings=findings,
            policy=", ".join(credited_under(record)) or enrolment.policy,
            provider=provider.name if provider else "",
            printed_at=workspace.clock.now(),
            zone=workspace.clock.zone(),
        )
    )
