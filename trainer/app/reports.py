"""Puts the transcript of hours together from the records."""

from typing import TYPE_CHECKING

from trainer.cohorts.people import Enrolment, Person
from trainer.hours.checkpoints import Purpose
from trainer.hours.policy_book import credited_under
from trainer.hours.verify import verify_chain
from trainer.printing.transcript import Transcript, render_transcript

if TYPE_CHECKING:
    from trainer.app.workspace import Workspace


def transcript(workspace: "Workspace", person: Person, enrolment: Enrolment) -> bytes:
    """Prints a learner's hours as PDF: every line, every reason, the sums, and the heads of the chains as a receipt."""
    with workspace.unit() as unit:
        entries = unit.ledger.entries(enrolment.id)
        devices = sorted({entry.device_id for entry in entries})
        editions = sorted({entry.edition for entry in entries})
        heads = [head for head in map(unit.ledger.head, devices) if head is not None]
        findings = sum(len(verify_chain(unit.ledger.lines(device)).findings) for device in devices)
        provider = unit.register.provider()
        workspace.notary.give_out(unit, heads, Purpose.PAPER)
        unit.commit()
    record = workspace.record(enrolment)
    return render_transcript(
        Transcript(
            name=person.legal_name or person.name,
            programme=workspace.programme(enrolment),
            record=record,
            heads=heads,
            findings=findings,
            policies=credited_under(record) or [enrolment.policy],
            editions=editions,
            provider=provider.name if provider else "",
            printed_at=workspace.clock.now(),
            zone=workspace.clock.zone(),
        )
    )
