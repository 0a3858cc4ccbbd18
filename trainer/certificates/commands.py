"""What the commands about certificates do; the argument parser calls these."""

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from trainer.certificates.public_keys import PublicKeys, TrustedKeys, read_key_file
from trainer.certificates.verify import FindCertificate, Verdict, verify_file, verify_token_text
from trainer.errors import TrainerError
from trainer.i18n import _, format_day
from trainer.plain_text import one_line, printable_lines

GOOD, REFUSED, WRONG_CALL = 0, 1, 2


def verify_command(
    target: str,
    *,
    as_json: bool = False,
    key_files: Sequence[Path] = (),
    trusted: TrustedKeys | None = None,
    register: FindCertificate | None = None,
    write: Callable[[str], object] | None = None,
) -> int:
    """Verifies a PDF or the text of a QR code and says exactly what was signed.

    Args:
        target: Path of a PDF, or a token.
        as_json: One JSON object instead of lines.
        key_files: Further public keys, as providers hand them out.
        trusted: The keys of this installation.
        register: Looks a number up in the register of this installation.
        write: Takes the output; standard output if none is given.

    Returns:
        0 signed and unchanged, 1 refused, 2 wrong call.
    """
    write = write or sys.stdout.write
    try:
        keys = {**(trusted or {}), **_keys_by_id(key_files)}
    except TrainerError as error:
        write(printable_lines(str(error)) + "\n")
        return WRONG_CALL
    if not keys:
        write(_("There is no key to verify with. Give the provider's key file with --key.") + "\n")
        return WRONG_CALL
    if _looks_like_a_token(target):
        verdict = verify_token_text(target.strip(), keys, register)
    elif not _is_there(target):
        write(_("There is no such file: %(file)s") % {"file": one_line(target[:200])} + "\n")
        return WRONG_CALL
    else:
        verdict = verify_file(Path(target), keys, register)
    write(_as_json(verdict) if as_json else "".join(f"{line}\n" for line in verdict_lines(verdict)))
    return GOOD if verdict.accepted else REFUSED


def verdict_lines(verdict: Verdict) -> list[str]:
    """Writes a verdict for a person: the answer first, then what was signed, then what cannot be known."""
    lines = [(_("GOOD") if verdict.accepted else _("REFUSED")) + f": {verdict.message}"]
    if not verdict.accepted:
        return [*lines, f"  ({verdict.reason}{': ' if verdict.details else ''}{one_line(verdict.details)})"]
    lines += ["", _("What was signed:")]
    said = signed_facts(verdict)
    longest = max(len(label) for label, _value in said)
    lines += [f"  {label.ljust(longest)}  {one_line(value)}" for label, value in said]
    lines += ["", _("What this check cannot know:")]
    return [*lines, *(f"  - {caution}" for caution in verdict.cautions)]


def signed_facts(verdict: Verdict) -> list[tuple[str, str]]:
    """Lists what was signed as pairs of label and value, for a terminal or a window."""
    token, facts = verdict.token, verdict.facts
    if token is None:
        return []
    title = token.programme_title or (facts.programme_title if facts else token.programme_id)
    found = [
        (_("Number"), token.number),
        (_("Legal name"), token.legal_name),
        (_("Program"), f"{title} ({token.programme_id})"),
        (_("Instruction"), _minutes(token.programme_minutes)),
        (_("Credited"), _minutes(token.credited_minutes)),
        (_("Competencies"), str(token.competencies)),
        (_("Started"), format_day(token.started_on)),
        (_("Completed"), format_day(token.completed_on)),
        (_("Issued"), format_day(token.issued_on)),
        (_("Provider"), token.provider_name or token.keys.provider_name),
        (_("SAMPLE"), _("yes") if token.sample else _("no")),
        (_("Language"), token.language),
        (_("Key"), token.keys.key_id),
    ]
    if facts:
        approval = " ".join((facts.provider.approval_id, facts.provider.approval_date)).strip()
        found.append((_("Approval, as the provider entered it"), approval or _("none")))
        found += [(_("Hours policy"), facts.policy), (_("Edition"), facts.edition)]
        found += [(f"{number:>2}", text) for number, text in enumerate(facts.competencies, 1)]
    return found


def _as_json(verdict: Verdict) -> str:
    values: dict[str, Any] = {
        "accepted": verdict.accepted,
        "reason": verdict.reason,
        "message": verdict.message,
        "details": verdict.details,
        "in_register": verdict.in_register,
        "cautions": list(verdict.cautions),
        "signed": None,
    }
    token = verdict.token
    if token is not None:
        values["signed"] = {
            "number": token.number,
            "legal_name": token.legal_name,
            "programme": token.programme_id,
            "programme_minutes": token.programme_minutes,
            "credited_minutes": token.credited_minutes,
            "competencies": list(verdict.facts.competencies) if verdict.facts else token.competencies,
            "started_on": token.started_on.isoformat(),
            "completed_on": token.completed_on.isoformat(),
            "issued_on": token.issued_on.isoformat(),
            "provider": token.provider_name or token.keys.provider_name,
            "sample": token.sample,
            "language": token.language,
            "key_id": token.keys.key_id,
            "key_fingerprint": token.keys.fingerprint,
            "facts_hash": token.facts_hash,
        }
    return json.dumps(values, indent=2, sort_keys=True) + "\n"


def _keys_by_id(files: Sequence[Path]) -> dict[str, PublicKeys]:
    return {keys.key_id: keys for keys in (read_key_file(path) for path in files)}


def _looks_like_a_token(target: str) -> bool:
    return not _is_there(target) and (target.lstrip().startswith("eyJ") or target.count(".") == 2) and "/" not in target


def _is_there(target: str) -> bool:
    try:
        return Path(target).exists()
    except (OSError, ValueError):
        return False


def _minutes(minutes: int) -> str:
    return _("%(hours)s h %(minutes)02d") % {"hours": minutes // 60, "minutes": minutes % 60}
