"""Checks that the minutes of programmes and live sessions add up and name what is there."""

from collections import Counter
from collections.abc import Iterator

from trainer.courses.authored import LiveFront, ProgrammeFile
from trainer.courses.content import AuthoredGuide, Content, Parsed
from trainer.courses.faults import Fault
from trainer.i18n import _


def check_programmes(content: Content) -> Iterator[Fault]:
    """Yields sums that do not add up and names that lead nowhere."""
    for file in content.programme_files.values():
        yield from _ids(file)
        yield from _total(content, file)
        yield from _modules(file)
        yield from _sessions(file)
        yield from _exams(file)
        yield from _weeks(file)
        yield from _lessons(content, file)
    yield from _agreement(content)
    for guide in content.guides.values():
        yield from _guide(content, guide)


def _total(content: Content, file: Parsed[ProgrammeFile]) -> Iterator[Fault]:
    shape = file.shape
    lessons = sum(lesson.minutes for module in shape.modules for lesson in module.lessons)
    live = sum(session.minutes for session in shape.live_sessions)
    exams = sum(exam.minutes for exam in shape.exams)
    if lessons + live + exams != shape.total_minutes:
        message = _("The programme states %(total)s minutes; its parts are %(lessons)s + %(live)s + %(exams)s.")
        parts = {"total": shape.total_minutes, "lessons": lessons, "live": live, "exams": exams}
        yield file.fault(("total_minutes",), "sums", message % parts)
    hours = content.rules.value("core.total_hours")
    if shape.kind == "core" and isinstance(hours, int) and shape.total_minutes != hours * 60:
        message = _("The core course takes %(wanted)s minutes, not %(total)s.")
        yield file.fault(("total_minutes",), "sums", message % {"wanted": hours * 60, "total": shape.total_minutes})


def _ids(file: Parsed[ProgrammeFile]) -> Iterator[Fault]:
    shape = file.shape
    ids = [module.id for module in shape.modules]
    ids += [lesson.id for module in shape.modules for lesson in module.lessons]
    ids += [session.id for session in shape.live_sessions] + [exam.id for exam in shape.exams]
    for item, count in sorted(Counter(ids).items()):
        if count > 1:
            yield file.fault((), "id", _("The id “%(id)s” is used twice.") % {"id": item})


def _modules(file: Parsed[ProgrammeFile]) -> Iterator[Fault]:
    live = Counter[str]()
    for session in file.shape.live_sessions:
        live.update(session.competency_minutes)
    for number, module in enumerate(file.shape.modules):
        lessons = sum(lesson.minutes for lesson in module.lessons)
        given = (module.minutes.self_paced, module.minutes.live)
        if given != (lessons, live[module.id]):
            message = _("The module states %(given)s minutes; its lessons and live sessions have %(found)s.")
            parts = {"given": " + ".join(map(str, given)), "found": f"{lessons} + {live[module.id]}"}
            yield file.fault(("modules", number, "minutes"), "sums", message % parts)


def _sessions(file: Parsed[ProgrammeFile]) -> Iterator[Fault]:
    shape = file.shape
    modules = {module.id for module in shape.modules}
    known = {lesson.id for module in shape.modules for lesson in module.lessons}
    known |= {session.id for session in shape.live_sessions}
    for number, session in enumerate(shape.live_sessions):
        place = ("live_sessions", number)
        if sum(session.competency_minutes.values()) != session.minutes:
            message = _("The minutes of the competencies are not those of the session.")
            yield file.fault((*place, "competency_minutes"), "sums", message)
        for name in sorted((set(session.competency_minutes) - modules) | (set(session.before) - known)):
            message = _("This programme has no “%(id)s”.") % {"id": name}
            yield file.fault(place, "id", message)


def _exams(file: Parsed[ProgrammeFile]) -> Iterator[Fault]:
    for number, exam in enumerate(file.shape.exams):
        if exam.per_module and exam.per_module * len(file.shape.modules) != exam.questions:
            message = _("%(each)s questions from each of %(modules)s modules are not %(questions)s questions.")
            parts = {"each": exam.per_module, "modules": len(file.shape.modules), "questions": exam.questions}
            yield file.fault(("exams", number), "sums", message % parts)


def _weeks(file: Parsed[ProgrammeFile]) -> Iterator[Fault]:
    shape = file.shape
    minutes = {lesson.id: lesson.minutes for module in shape.modules for lesson in module.lessons}
    minutes |= {session.id: session.minutes for session in shape.live_sessions}
    minutes |= {exam.id: exam.minutes for exam in shape.exams}
    due = Counter[str]()
    for number, week in enumerate(shape.weeks):
        items = [*week.lessons, *week.live, *week.exams]
        due.update(items)
        total = sum(minutes.get(item, 0) for item in items)
        if total != week.minutes:
            message = _("The week states %(stated)s minutes; what is due has %(total)s.")
            parts = {"stated": week.minutes, "total": total}
            yield file.fault(("weeks", number), "sums", message % parts)
    for item in sorted(set(due) | set(minutes)) if shape.weeks else ():
        if item not in minutes:
            yield file.fault(("weeks",), "id", _("This programme has no “%(id)s”.") % {"id": item})
        elif due[item] != 1:
            message = _("“%(id)s” is due in %(count)s weeks of the calendar, not in one.")
            yield file.fault(("weeks",), "sums", message % {"id": item, "count": due[item]})


def _lessons(content: Content, file: Parsed[ProgrammeFile]) -> Iterator[Fault]:
    for module in file.shape.modules:
        for plan in module.lessons:
            lesson = content.lessons.get(("en", plan.id))
            if lesson is None:
                continue
            if lesson.path.parts[-4] != module.folder:
                message = _("This lesson belongs into the folder %(folder)s.") % {"folder": module.folder}
                yield Fault(lesson.path, 1, "path", message)
            if lesson.lesson.minutes != plan.minutes:
                message = _("The programme gives this lesson %(minutes)s minutes.") % {"minutes": plan.minutes}
                yield lesson.front.fault(("minutes",), "sums", message)
            if lesson.lesson.title != plan.title.get("en"):
                message = _("The programme calls this lesson “%(title)s”.") % {"title": plan.title.get("en")}
                yield lesson.front.fault(("title",), "title", message)


def _agreement(content: Content) -> Iterator[Fault]:
    """Finds modules that two programmes describe differently: their hours would be counted twice or lost."""
    first: dict[str, tuple[str, object]] = {}
    for programme_id, file in sorted(content.programme_files.items()):
        for number, module in enumerate(file.shape.modules):
            plan = (module.folder, [(lesson.id, lesson.minutes) for lesson in module.lessons])
            owner, other = first.setdefault(module.id, (programme_id, plan))
            if other != plan:
                message = _("The programme “%(other)s” describes this module differently.") % {"other": owner}
                yield file.fault(("modules", number), "sums", message)


def _guide(content: Content, guide: AuthoredGuide) -> Iterator[Fault]:
    shape = guide.front.shape
    plans = [
        session
        for file in content.programme_files.values()
        for session in file.shape.live_sessions
        if session.id == shape.id
    ]
    if not plans:
        yield guide.front.fault(("id",), "id", _("No programme names this live session."))
    for plan in plans:
        if (plan.minutes, plan.competency_minutes) != (shape.minutes, shape.competency_minutes):
            yield guide.front.fault(("minutes",), "sums", _("The programme gives this session other minutes."))
            break
    lessons = {lesson for file in content.programmes.values() for lesson in file.lessons}
    for name in sorted(set(shape.before) - lessons):
        yield guide.front.fault(("before",), "id", _("No programme names the lesson “%(id)s”.") % {"id": name})
    yield from _agenda(guide.front)


def _agenda(front: Parsed[LiveFront]) -> Iterator[Fault]:
    shape = front.shape
    counted = Counter[str]()
    clock = 0
    for number, item in enumerate(shape.agenda):
        hours, minutes = item.start.split(":")
        if int(hours) * 60 + int(minutes) != clock:
            message = _("By the minutes above, this part begins at %(start)s.")
            start = f"{clock // 60}:{clock % 60:02d}"
            yield front.fault(("agenda", number), "agenda", message % {"start": start})
        clock = int(hours) * 60 + int(minutes) + item.minutes
        if item.counted:
            counted[item.competency or ""] += item.minutes
    if sum(counted.values()) != shape.minutes:
        message = _("The counted minutes of the agenda are %(sum)s; the session has %(minutes)s.")
        parts = {"sum": sum(counted.values()), "minutes": shape.minutes}
        yield front.fault(("agenda",), "agenda", message % parts)
    elif dict(counted) != shape.competency_minutes:
        message = _("The agenda's minutes by competency are not those of the front matter.")
        yield front.fault(("agenda",), "agenda", message)
