"""The catalogue check sees what is stale, missing, fuzzy or broken, and the pseudo-languages are what they claim."""

import gettext
from pathlib import Path

import pytest

from tools import catalogue, pseudo

CODE = """
from trainer.i18n import N_, _, ngettext, pgettext
title = N_("Welcome")
greeting = _("Good morning, %(name)s")
count = ngettext("%(n)s hour", "%(n)s hours", 2)
state = pgettext("lesson", "Open")
"""
SPANISH = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

msgid "Welcome"
msgstr "Le damos la bienvenida"

msgid "Good morning, %(name)s"
msgstr "Buenos días, %(name)s"

msgid "%(n)s hour"
msgid_plural "%(n)s hours"
msgstr[0] "%(n)s hora"
msgstr[1] "%(n)s horas"

msgctxt "lesson"
msgid "Open"
msgstr "Abierta"
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "trainer"
    folder.mkdir()
    (folder / "texts.py").write_text(CODE, encoding="utf-8")
    return folder


@pytest.fixture
def translations(tmp_path: Path, package: Path) -> Path:
    folder = tmp_path / "translations"
    (folder / "es" / "LC_MESSAGES").mkdir(parents=True)
    (folder / "trainer.pot").write_text(catalogue.written(catalogue.extract(package)), encoding="utf-8")
    (folder / "es" / "LC_MESSAGES" / "trainer.po").write_text(SPANISH, encoding="utf-8")
    return folder


def faults(translations: Path, package: Path, *change: str) -> list[str]:
    path = translations / "es" / "LC_MESSAGES" / "trainer.po"
    if change:
        text = path.read_text(encoding="utf-8")
        assert change[0] in text
        path.write_text(text.replace(*change), encoding="utf-8")
    return list(catalogue.faults(translations, catalogue.extract(package)))


def test_a_complete_catalogue_passes(translations: Path, package: Path) -> None:
    assert faults(translations, package) == []


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('msgstr "Abierta"', 'msgstr ""', "'Open': not translated"),
        ('msgstr[1] "%(n)s horas"', 'msgstr[1] ""', "'%(n)s hour': not translated"),
        ('msgid "Welcome"', '#, fuzzy\nmsgid "Welcome"', "'Welcome': fuzzy"),
        ("días, %(name)s", "días, %(nombre)s", "placeholders differ"),
        ("días, %(name)s", "días", "placeholders differ"),
        ("bienvenida", "bienvenida ", "spaces at an end"),
        ('msgctxt "lesson"\n', "", "'Open': not translated"),
    ],
)
def test_every_kind_of_fault_is_named(translations: Path, package: Path, old: str, new: str, fault: str) -> None:
    (found,) = faults(translations, package, old, new)
    assert found.startswith("es: ")
    assert fault in found


def test_a_new_text_makes_the_template_stale_and_update_mends_it(translations: Path, package: Path) -> None:
    (package / "texts.py").write_text(CODE + '_("Goodbye")\n', encoding="utf-8")
    assert faults(translations, package) == [
        "trainer.pot: stale; run: make translations",
        "es: 'Goodbye': not translated",
    ]
    catalogue.update(translations, catalogue.extract(package))
    assert faults(translations, package) == ["es: 'Goodbye': not translated"]
    assert faults(translations, package, 'msgid "Goodbye"\nmsgstr ""', 'msgid "Goodbye"\nmsgstr "Adiós"') == []


def test_moving_a_text_within_its_file_changes_no_catalogue(translations: Path, package: Path) -> None:
    (package / "texts.py").write_text("\n\n# moved\n" + CODE, encoding="utf-8")
    assert faults(translations, package) == []


def test_compiled_catalogues_speak(translations: Path, tmp_path: Path) -> None:
    assert [path.suffix for path in catalogue.compile_all(translations, tmp_path / "compiled")] == [".mo"]
    spanish = gettext.translation("trainer", tmp_path / "compiled", languages=["es"])
    assert spanish.pgettext("lesson", "Open") == "Abierta"


def test_the_pseudo_language_is_longer_and_keeps_the_placeholders(translations: Path) -> None:
    pseudo.write_pseudo(translations, translations / "trainer.pot")
    longer = gettext.translation("trainer", translations, languages=["qps"])
    text = longer.gettext("Good morning, %(name)s")
    assert text != "Good morning, %(name)s"
    assert len(text % {"name": ""}) >= 1.4 * len("Good morning, ")
    assert "Ana" in text % {"name": "Ana"}
    assert longer.ngettext("%(n)s hour", "%(n)s hours", 1) % {"n": 1} != longer.ngettext(
        "%(n)s hour", "%(n)s hours", 2
    ) % {"n": 1}


def test_the_mirrored_language_turns_text_and_not_placeholders(translations: Path) -> None:
    pseudo.write_pseudo(translations, translations / "trainer.pot")
    text = gettext.translation("trainer", translations, languages=["qpr"]).gettext("Good morning, %(name)s")
    assert text.startswith(pseudo.RIGHT_TO_LEFT)
    assert f"{pseudo.POP}%(name)s" in text


def test_markup_and_line_ends_survive_the_pseudo_language() -> None:
    assert pseudo.lengthened("<b>50 %%</b>\n{count:>3} left").startswith("<b>50 %%</b>\n{count:>3} ĺéfť")
    assert pseudo.lengthened("") == ""
