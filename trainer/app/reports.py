"""Puts the transcript of hours together from the records."""

from typing import TYPE_CHECKING

from trainer.cohorts.people import Enrolment, Person
from trainer.hours.checkpoints import Purpose
from trainer.hours.doubts import heads_of
from trainer.hours.examine import count_faults
from trainer.hours.policy_book import credited_under
from trainer.hours.provider_hour import provider_hours
from trainer.hours.service import lines_and_credit
from trainer.printing.transcript import Transcript, render_transcript

if TYPE_CHECKING:
    from trainer.app.workspace import Workspace


def transcript(workspace: "Workspace", person: Person, enrolment: Enrolment) -> bytes:
    """Prints a learner's hours as PDF: every line, every reason, the sums, and the heads of the chains as a receipt."""
    context = workspace.context(enrolment)
    with workspace.unit() as unit:
        entries, record = lines_and_credit(unit.ledger, unit.doubts, context)
        heads = heads_of([entry.device_id for entry in entries], unit.doubts)
        findings = count_faults(unit, enrolment.id, record)
        provider = unit.register.provider()
        # What is not as it was written is printed, and not signed as if it were.
        sound = [head for head in heads if not unit.doubts.chain(head.device_id).findings]
        workspace.notary.give_out(unit, sound, Purpose.PAPER)
        unit.commit()
    return render_transcript(
        Transcript(
            name=person.legal_name or person.name,
            programme=context.programme,
            record=record,
            entries=entries,
            heads=heads,
            findings=findings,
            policies=credited_under(record) or [enrolment.policy],
            provider_hours=provider_hours(record, context.policies),
            editions=sorted({entry.edition for entry in entries}),
            provider=provider.name if provider else "",
            printed_at=workspace.clock.now(),
            zone=workspace.clock.zone(),
            people=workspace.names(),
        )
    )
