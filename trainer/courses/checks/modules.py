"""Checks that a module's own files are there and say what the programmes say of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from trainer.courses.authored import AuthoredModule, ModulePlanFile
from trainer.courses.content import Content, Parsed
from trainer.courses.faults import Fault
from trainer.i18n import _


class _Place(NamedTuple):
    """A module's place in a programme."""

    number: int
    module: AuthoredModule
    session_ids: list[str]


def check_modules(content: Content) -> Iterator[Fault]:
    """Yields modules that lack a file, or whose files and programme disagree."""
    unreadable = {fault.path for fault in content.unreadable}
    for folder in content.module_folders:
        plan = content.module_plans.get(folder.name)
        english = content.introductions.get(("en", folder.name))
        for path, found in ((folder / "module.yaml", plan), (folder / "en" / "module.yaml", english)):
            if found is None and path not in unreadable:
                yield Fault(path, 1, "module", _("Nobody has written this file. Each module has one."))
        place = _place(content, folder)
        if plan is not None:
            yield from _plan(plan, folder, place)
        for (_language, name), introduction in content.introductions.items():
            if name == folder.name and place and introduction.file.shape.id != place.module.id:
                yield introduction.file.fault(("id",), "id", _named(place))


def _place(content: Content, folder: Path) -> _Place | None:
    """Finds the module in the core course, or else in the first programme that has it."""
    files = (file.shape for _id, file in sorted(content.programme_files.items()))
    for programme in sorted(files, key=lambda programme: programme.kind != "core"):
        for number, module in enumerate(programme.modules, start=1):
            if module.folder == folder.name:
                sessions = programme.live_sessions
                return _Place(number, module, [item.id for item in sessions if module.id in item.competency_minutes])
    return None


def _plan(plan: Parsed[ModulePlanFile], folder: Path, place: _Place | None) -> Iterator[Fault]:
    shape = plan.shape
    if shape.folder != folder.name:
        yield plan.fault(("folder",), "path", _("This file lies in the folder %(folder)s.") % {"folder": folder.name})
    if place is None:
        return  # That no programme names the folder is a fault already.
    if shape.id != place.module.id:
        yield plan.fault(("id",), "id", _named(place))
    if shape.competency != place.number:
        message = _("In the programme this is module %(number)s.") % {"number": place.number}
        yield plan.fault(("competency",), "module", message)
    if shape.live != place.session_ids:
        yield plan.fault(("live",), "module", _listed(place.session_ids))
    yield from _lessons(plan, place.module)


def _lessons(plan: Parsed[ModulePlanFile], module: AuthoredModule) -> Iterator[Fault]:
    minutes = {lesson.id: lesson.minutes for lesson in module.lessons}
    if [lesson.id for lesson in plan.shape.lessons] != list(minutes):
        yield plan.fault(("lessons",), "module", _listed(list(minutes)))
    for number, lesson in enumerate(plan.shape.lessons):
        if lesson.minutes != minutes.get(lesson.id, lesson.minutes):
            message = _("The programme gives this lesson %(minutes)s minutes.") % {"minutes": minutes[lesson.id]}
            yield plan.fault(("lessons", number, "minutes"), "sums", message)


def _named(place: _Place) -> str:
    return _("The programme calls this module “%(id)s”.") % {"id": place.module.id}


def _listed(ids: list[str]) -> str:
    return _("In the programme this list is: %(ids)s.") % {"ids": ", ".join(ids) or "[]"}
