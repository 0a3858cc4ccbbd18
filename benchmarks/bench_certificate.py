"""A certificate's page costs at most twice the same text and lines drawn straight on a ReportLab canvas."""

import time
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.lib.pagesizes import LETTER, landscape
from reportlab.pdfgen.canvas import Canvas

from benchmarks.measurement import Measurement
from trainer.certificates.facts import CertificateFacts, Provider
from trainer.printing import certificate
from trainer.printing.certificate import CertificatePage

ROUNDS = 15
TOKEN = "eyJhbGciOiJFZERTQSJ9." + "A" * 470 + "." + "B" * 86
FACTS = CertificateFacts(
    "BBPA-2027-0142",
    "Marisol Elena Vega",
    "core-80",
    "California Medi-Cal Peer Support Specialist: 80-hour core course",
    4800,
    4812,
    tuple(f"The competency number {number} of the course, in its full official wording" for number in range(1, 18)),
    date(2026, 11, 30),
    date(2027, 3, 12),
    date(2027, 3, 15),
    Provider("bbpa", "Bay Bridges Peer Academy", "1428 Harrison Street, Oakland", "Dolores Whitfield", "Director"),
    "core-80-5f3a9c1d2b",
    "default-1",
    "en",
    True,
    "core",
)

Call = tuple[str, tuple[Any, ...]]


def run() -> Measurement:
    """Renders the page, then repeats the very same calls on a bare canvas; the best of each, taken in turn."""
    calls = _recorded()
    ours, straight = [], []
    for _round in range(ROUNDS):
        ours.append(_milliseconds(lambda: CertificatePage().render(FACTS, TOKEN)))
        straight.append(_milliseconds(lambda: _replayed(calls)))
    return Measurement("certificate page", min(ours), "ms", 2.0, min(straight))


def _recorded() -> list[Call]:
    """Notes every call that the page makes on its canvas, with paths as the text that they became."""
    calls: list[Call] = []

    class Recording(Canvas):
        """Notes what is drawn, while drawing it."""

    for name in ("drawString", "setFont", "setFillColor", "setStrokeColor", "setLineWidth", "line", "roundRect"):
        setattr(Recording, name, _noting(getattr(Canvas, name), name, calls))
    for name in (
        "drawPath",
        "drawCentredString",
        "circle",
        "saveState",
        "restoreState",
        "translate",
        "rotate",
        "clipPath",
    ):
        setattr(Recording, name, _noting(getattr(Canvas, name), name, calls))
    kept: Any = certificate
    before, kept.Canvas = kept.Canvas, Recording
    try:
        CertificatePage().render(FACTS, TOKEN)
    finally:
        kept.Canvas = before
    return calls


def _noting(method: Callable[..., Any], name: str, calls: list[Call]) -> Callable[..., Any]:
    def noted(canvas: Canvas, *arguments: Any, **options: Any) -> Any:
        if not getattr(canvas, "_noting", False):
            calls.append((name, (arguments, options)))
            canvas._noting = True  # type: ignore[attr-defined]
            try:
                return method(canvas, *arguments, **options)
            finally:
                canvas._noting = False  # type: ignore[attr-defined]
        return method(canvas, *arguments, **options)

    return noted


def _replayed(calls: list[Call]) -> bytes:
    """Draws on the canvas as the library ships it."""
    rl_config.useA85 = 1
    try:
        return _drawn(calls)
    finally:
        rl_config.useA85 = 0


def _drawn(calls: list[Call]) -> bytes:
    stream = BytesIO()
    page = Canvas(stream, pagesize=landscape(LETTER), pdfVersion=(1, 7), invariant=1, pageCompression=1)
    for name, (arguments, options) in calls:
        getattr(page, name)(*arguments, **options)
    page.showPage()
    page.save()
    return stream.getvalue()


def _milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000
