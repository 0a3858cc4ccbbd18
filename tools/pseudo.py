"""Makes two pseudo-languages for tests: every text accented and 40 % longer, and its right-to-left twin.

A screen that clips nothing in ``qps`` has room for Spanish; a screen that stands right in ``qpr`` is ready for Arabic.
Text that stays plain on such a screen was never marked for translation.
"""

import math
import re
import sys
from collections.abc import Callable
from itertools import cycle, islice
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tools.catalogue import FOLDER

ACCENTS = str.maketrans("AaCcDdEeGgIiKkLlNnOoRrSsTtUuYyZz", "ÀáÇçĐďĒéĞğÎíĶķĽĺÑñÖóŔŕŠšŢťÛúÝýŽž")
PADDING = " óñé ťŵó ţhŕéé fóúŕ"
KEPT = re.compile(r"(%\(\w+\)[-+ #0-9.]*[a-z]|%%|\{\w+[^{}]*\}|<[^<>]+>|&\w+;|\n)")
RIGHT_TO_LEFT, POP = "\u202e", "\u202c"


def lengthened(text: str) -> str:
    """Returns a text accented and at least 40 % longer; placeholders, tags and line ends stay as they are."""
    parts = KEPT.split(text)
    accented = "".join(part if KEPT.fullmatch(part) else part.translate(ACCENTS) for part in parts)
    readable = sum(len(part) for part in parts if not KEPT.fullmatch(part))
    padding = "".join(islice(cycle(PADDING), math.ceil(readable * 0.4)))
    return accented + re.sub(" $", "~", padding)


def mirrored(text: str) -> str:
    """Returns the lengthened text shown from right to left, placeholders in their places."""
    parts = KEPT.split(lengthened(text))
    return "".join(part if not part or KEPT.fullmatch(part) else f"{RIGHT_TO_LEFT}{part}{POP}" for part in parts)


def write_pseudo(folder: Path, template: Path = FOLDER / "trainer.pot") -> list[Path]:
    """Writes both languages as .mo files under a folder of translations; returns them."""
    return [_write(folder, template, "qps", lengthened), _write(folder, template, "qpr", mirrored)]


def _write(folder: Path, template: Path, code: str, change: Callable[[str], str]) -> Path:
    with template.open("rb") as stream:
        source = read_po(stream)
    # Gettext needs plural forms and knows none for an invented language: it takes English's.
    catalogue = Catalog(locale="en", charset="utf-8")
    for message in source:
        if message.id:
            text = change(message.id) if isinstance(message.id, str) else tuple(map(change, message.id))
            catalogue.add(message.id, text, context=message.context)
    product = folder / code / "LC_MESSAGES" / "trainer.mo"
    product.parent.mkdir(parents=True, exist_ok=True)
    with product.open("wb") as stream:
        write_mo(stream, catalogue)
    return product


if __name__ == "__main__":
    write_pseudo(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
