"""What a verification found, in words for whoever holds a certificate in their hands; no Qt."""

from dataclasses import dataclass

from trainer.certificates.verify import Verdict
from trainer.i18n import _, format_day, format_hours


@dataclass(frozen=True)
class VerdictWords:
    """A verdict as the screen shows it.

    Attributes:
        facts: Pairs of label and value: exactly what was signed.
        cautions: What the check cannot know.
    """

    accepted: bool
    title: str
    text: str
    facts: tuple[tuple[str, str], ...]
    cautions: tuple[str, ...]
    details: str


def words_of(verdict: Verdict) -> VerdictWords:
    """Words a verdict."""
    if not verdict.accepted or verdict.token is None:
        title = _("This cannot be confirmed")
        return VerdictWords(False, title, verdict.message, (), verdict.cautions, verdict.details or verdict.reason)
    token = verdict.token
    programme = token.programme_title or token.programme_id
    if verdict.facts is not None:
        programme = verdict.facts.programme_title
    facts = (
        (_("Name"), token.legal_name),
        (_("Course"), programme),
        (_("Hours"), format_hours(token.credited_minutes * 60)),
        (_("Competencies"), str(token.competencies)),
        (
            _("Studied"),
            _("%(start)s to %(end)s") % {"start": format_day(token.started_on), "end": format_day(token.completed_on)},
        ),
        (_("Issued"), format_day(token.issued_on)),
        (_("Provider"), token.provider_name or token.keys.provider_name),
        (_("Number"), token.number),
    )
    title = _("SAMPLE, signed and unchanged") if token.sample else _("Signed and unchanged")
    return VerdictWords(True, title, verdict.message, facts, verdict.cautions, verdict.details)
