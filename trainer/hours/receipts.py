"""Receipts: heads of chains on paper, written so that a person can copy them and a program can read them back."""

import re

from trainer.errors import TrainerError
from trainer.hours.ledger import Head
from trainer.i18n import _

_DEVICE = r"(?P<device>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
_RECEIPT = re.compile(_DEVICE + r"\D+(?P<line>\d{1,12})\D(?P<hash>(?:[^0-9a-f]*[0-9a-f]{8}){8})\W*$")


def receipt_text(head: Head) -> str:
    """Writes a head as it is printed: which computer, which line, and the line's hash in groups of eight."""
    code = " ".join(head.hash[start : start + 8] for start in range(0, len(head.hash), 8))
    return _("Computer %(device)s, line %(n)s:") % {"device": head.device_id, "n": head.sequence} + f" {code}"


def receipt_from_text(text: str) -> Head:
    """Reads a receipt as it is printed, in any language.

    Args:
        text: Such as ``Computer 0192f3a4-…, line 17: 0f1e2d3c …``; the words do not matter.

    Raises:
        TrainerError: The text is no receipt.
    """
    found = _RECEIPT.search(text.strip().lower())
    if found is None:
        raise TrainerError(
            _("This is not a line of a receipt: %(text)s") % {"text": text[:80]},
            _("Please copy the whole line, from the computer's number to the last group of letters and digits."),
        )
    return Head(found["device"], int(found["line"]), re.sub("[^0-9a-f]", "", found["hash"]))
