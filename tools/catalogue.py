"""Keeps the translation catalogues: extract and update, check, and compile.

python -m tools.catalogue            extract texts from the code into trainer.pot, and update every language
python -m tools.catalogue --check    say what is stale, missing, fuzzy or broken; exit 1 if anything is
python -m tools.catalogue --compile  write the .mo files that the program reads
"""

import argparse
import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "translations"
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[-+ #0-9.]*[a-z]|\{(\w+)[^{}]*\}")
UNUSED = "POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Language-Team|Report-Msgid-Bugs-To"
NOISE = re.compile(rf'^"({UNUSED}): .*\n', re.MULTILINE)
MOST_SHOWN = 30


def extract(package: Path) -> Catalog:
    """Collects every text of a package that is marked for translation, with the comments addressed to translators."""
    catalogue = Catalog(
        project="Peer Trainer",
        version="interface",
        copyright_holder="The Peer Trainer contributors",
        header_comment="# The texts of Peer Trainer's interface. Written by tools/catalogue.py: do not edit.",
        charset="utf-8",
    )
    found = extract_from_dir(
        package, [("**.py", "python")], keywords=KEYWORDS, comment_tags=("Translators:",), strip_comment_tags=False
    )
    for name, _line, text, comments, context in sorted(found, key=lambda entry: (entry[0], entry[1])):
        location = f"{package.name}/{Path(name).as_posix()}"
        catalogue.add(text, locations=[(location, 0)], auto_comments=comments, context=context)
    return catalogue


def written(catalogue: Catalog) -> str:
    """Returns a catalogue as text, without dates and line numbers, so that it changes only when a text does."""
    stream = io.BytesIO()
    write_po(stream, catalogue, width=100, include_lineno=False, ignore_obsolete=True, sort_output=False)
    return NOISE.sub("", stream.getvalue().decode("utf-8"))


def update(folder: Path, template: Catalog) -> None:
    """Writes the template, and brings every language up to it: new texts are empty, changed ones fuzzy."""
    (folder / "trainer.pot").write_text(written(template), encoding="utf-8")
    for path in languages(folder):
        catalogue = _read(path)
        catalogue.update(template, no_fuzzy_matching=False)
        path.write_text(written(catalogue), encoding="utf-8")


def faults(folder: Path, template: Catalog) -> Iterator[str]:
    """Yields what keeps the catalogues from being complete and true, one line each."""
    stored = folder / "trainer.pot"
    if not stored.exists() or stored.read_text(encoding="utf-8") != written(template):
        yield f"{stored.name}: stale; run: make translations"
    for path in languages(folder):
        catalogue = _read(path)
        for wanted in template:
            if wanted.id:
                yield from _entry_faults(f"{path.parts[-3]}: {_first(wanted)!r}", wanted, _twin(catalogue, wanted))


def compile_all(folder: Path, target: Path | None = None) -> list[Path]:
    """Writes one .mo beside every .po, or in the same place under another folder; returns the files."""
    products = []
    for path in languages(folder):
        product = ((target or folder) / path.relative_to(folder)).with_suffix(".mo")
        product.parent.mkdir(parents=True, exist_ok=True)
        with product.open("wb") as stream:
            write_mo(stream, _read(path))
        products.append(product)
    return products


def languages(folder: Path) -> list[Path]:
    """Returns the catalogue of every language."""
    return sorted(folder.glob("*/LC_MESSAGES/trainer.po"))


def placeholders(text: str) -> set[str]:
    """Returns the names that a text wants filled in."""
    return {first or second for first, second in PLACEHOLDER.findall(text)}


def _entry_faults(place: str, wanted: Message, found: Message | None) -> Iterator[str]:
    if found is None or not all(_forms(found.string)):
        yield f"{place}: not translated"
    elif found.fuzzy:
        yield f"{place}: fuzzy; read it again and remove the mark"
    else:
        names = [placeholders(text) for text in _forms(wanted.id)]
        # A form for one may leave the number out, so a plural need only hold what all the originals hold.
        needed, allowed = set.intersection(*names), set.union(*names)
        for form in _forms(found.string):
            if not needed <= placeholders(form) <= allowed:
                yield f"{place}: placeholders differ: {form!r}"
            if form != form.strip() and _first(wanted) == _first(wanted).strip():
                yield f"{place}: spaces at an end: {form!r}"


def _read(path: Path) -> Catalog:
    with path.open("rb") as stream:
        return read_po(stream, locale=path.parts[-3], domain="trainer", abort_invalid=True)


def _twin(catalogue: Catalog, wanted: Message) -> Message | None:
    return catalogue.get(_first(wanted), wanted.context)


def _forms(text: str | list[str] | tuple[str, ...] | None) -> list[str]:
    return [text or ""] if isinstance(text, str | None) else list(text)


def _first(message: Message) -> str:
    return _forms(message.id)[0]


def main() -> int:
    """Runs the command line; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--check", action="store_true")
    action.add_argument("--compile", action="store_true")
    options = parser.parse_args()
    if options.compile:
        compile_all(FOLDER)
        return 0
    template = extract(ROOT / "trainer")
    if not options.check:
        update(FOLDER, template)
        compile_all(FOLDER)
        return 0
    found = list(faults(FOLDER, template))
    print(*found[:MOST_SHOWN], sep="\n", end="\n" if found else "")
    if len(found) > MOST_SHOWN:
        print(f"… and {len(found) - MOST_SHOWN} more")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
