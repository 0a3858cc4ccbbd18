"""The process in which a stranger's PDF is looked at: little memory, little time, no files, no network.

``python -P -m trainer.certificates.verify_child`` reads one line of JSON (the trusted keys) and then the PDF from its
standard input, and writes one line of JSON: a fault, or what was signed.
"""

import contextlib
import sys
from typing import Any

from trainer.canonical import canonical_bytes, read_strict

MEMORY_BYTES = 300_000_000
CPU_SECONDS = 5


def main() -> int:
    """Answers one question; any crash is a refusal for the caller."""
    _limit_itself()
    question = read_strict(sys.stdin.buffer.readline())
    sys.stdout.buffer.write(canonical_bytes(_answer(question, sys.stdin.buffer.read())) + b"\n")
    return 0


def _answer(question: Any, pdf: bytes) -> dict[str, Any]:
    from trainer.certificates.facts_json import facts_to_mapping
    from trainer.certificates.pdf_check import PdfFault, check_pdf
    from trainer.certificates.public_keys import keys_from_mapping

    trusted = [keys_from_mapping(values) for values in question["trusted"]]
    try:
        checked = check_pdf(pdf, {keys.key_id: keys for keys in trusted})
    except PdfFault as fault:
        return {"fault": fault.reason.value, "details": fault.details}
    return {"facts": facts_to_mapping(checked.facts), "token": checked.token_text, "sha256": checked.sha256}


def _limit_itself() -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
