"""Checks that everything a text refers to is there, and is sure enough for its place."""

from collections.abc import Iterator
from typing import Final

from trainer.courses.content import AuthoredBank, AuthoredGuide, AuthoredIntroduction, AuthoredLesson, Content
from trainer.courses.faults import Fault
from trainer.i18n import _

UNSURE: Final = frozenset({"general_knowledge", "not_found", "vendor"})
NEVER_ASKED: Final = frozenset({"usd", "phone", "email"})
UNREAD: Final = frozenset({"T", "U"})


def check_references(content: Content) -> Iterator[Fault]:
    """Yields references that lead nowhere."""
    yield from _glossary(content)
    for lesson in content.lessons.values():
        yield from _text(content, lesson, lesson.front.shape.sources)
    for guide in content.guides.values():
        yield from _text(content, guide, guide.front.shape.sources)
    for introduction in content.introductions.values():
        yield from _facts(content, introduction)
    for bank in content.banks.values():
        yield from _bank(content, bank)


def _glossary(content: Content) -> Iterator[Fault]:
    ids: dict[tuple[str, str], str] = {}
    forms: dict[tuple[str, str], str] = {}
    for entry in content.entries:
        first = ids.setdefault((entry.language, entry.term.id), entry.path.name)
        if first != entry.path.name or list(_same(content, entry.language, entry.term.id))[0] is not entry:
            message = _("“%(id)s” is defined already in %(file)s.") % {"id": entry.term.id, "file": first}
            yield Fault(entry.path, entry.line, "glossary-twice", message)
            continue
        for form in (entry.written.term, *entry.written.also):
            owner = forms.setdefault((entry.language, form.casefold()), entry.term.id)
            if owner != entry.term.id:
                message = _("The word “%(word)s” belongs already to the entry “%(id)s”.")
                yield Fault(entry.path, entry.line, "glossary-twice", message % {"word": form, "id": owner})
        for source_id in entry.term.source_ids:
            yield from _source(content, Fault(entry.path, entry.line, "source", ""), source_id)


def _same(content: Content, language: str, term_id: str) -> Iterator[object]:
    return (entry for entry in content.entries if entry.language == language and entry.term.id == term_id)


def _text(content: Content, authored: AuthoredLesson | AuthoredGuide, listed: list[str]) -> Iterator[Fault]:
    known = {entry.term.id for entry in content.entries}
    for use in authored.uses.terms:
        if use.name not in known:
            message = _("The glossary has no “%(term)s”.") % {"term": use.name}
            yield Fault(authored.path, use.line, "glossary-undefined", message)
    for use in authored.uses.cites:
        if use.name not in listed:
            message = _("“%(id)s” is not among the sources of the front matter.") % {"id": use.name}
            yield Fault(authored.path, use.line, "source", message)
    for position, source_id in enumerate(listed):
        yield from _source(content, authored.front.fault(("sources", position), "source", ""), source_id)
    if not listed:
        yield authored.front.fault(("sources",), "source", _("No source is named."))
    yield from _facts(content, authored)


def _source(content: Content, place: Fault, source_id: str) -> Iterator[Fault]:
    found = content.sources.get(source_id)
    if found is None and (source_id in content.unclear_sources or not content.are_sources_read):
        return  # The fault is in sources.yaml, and is reported there.
    if found is None:
        message = _("“%(id)s” is not in sources.yaml.") % {"id": source_id}
        yield Fault(place.path, place.line, "source", message)
    elif found.trust == "U":
        message = _("“%(id)s” was never verified, so nothing may rest on it.") % {"id": source_id}
        yield Fault(place.path, place.line, "source", message)


def _facts(
    content: Content, authored: AuthoredLesson | AuthoredGuide | AuthoredBank | AuthoredIntroduction
) -> Iterator[Fault]:
    for use in authored.uses.facts:
        if use.name not in content.rules:
            message = _("The rules have no fact “%(id)s”.") % {"id": use.name}
            yield Fault(authored.path, use.line, "fact", message)


def _bank(content: Content, bank: AuthoredBank) -> Iterator[Fault]:
    yield from _facts(content, bank)
    for use in bank.uses.facts:
        rule = content.rules.get(use.name)
        if rule and (rule.value is None or rule.standing in UNSURE):
            message = _("The fact “%(id)s” is not verified, so no question may use it.") % {"id": use.name}
            yield Fault(bank.path, use.line, "fact", message)
        elif rule and rule.unit in NEVER_ASKED:
            message = _("No question asks for a fee, a phone number or an address.")
            yield Fault(bank.path, use.line, "fact", message)
    for number, question in enumerate(bank.questions):
        place = bank.file.fault(("questions", number, "sources"), "source", "")
        for source_id in question.source_ids:
            yield from _source(content, place, source_id)
        yield from _tested(content, bank, number)


def _tested(content: Content, bank: AuthoredBank, number: int) -> Iterator[Fault]:
    question = bank.questions[number]
    found = [content.sources[source_id] for source_id in question.source_ids if source_id in content.sources]
    if not question.source_ids:
        yield bank.file.fault(("questions", number), "source", _("A question names the source that decides it."))
    if found and all(source.trust in UNREAD for source in found):
        message = _("Nobody has read the source of this question; read it first.")
        yield bank.file.fault(("questions", number, "sources"), "source", message)
    if any(source.reuse == "law" for source in found) and question.as_of is None:
        message = _("A question about law carries the date on which its source was read (as_of).")
        yield bank.file.fault(("questions", number), "as-of", message)
