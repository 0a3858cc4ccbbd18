"""The lesson's words: frame, foot, asides and the page at its end."""

from collections.abc import Iterable, Mapping
from datetime import date

from trainer.courses.lessons import GlossaryTerm, Lesson, Source
from trainer.courses.outline import LessonPlan, Programme, in_language
from trainer.hours.record import Credit
from trainer.i18n import _, format_day, format_list, language
from trainer.ui.lesson.minutes import minutes_table
from trainer.ui.lesson.pages import Aside, EndPage, Foot, Frame, Link
from trainer.ui.lesson.route import Route, step_title


def frame(lesson: Lesson, programme: Programme) -> Frame:
    """Says which lesson of which module this is."""
    module = programme.modules_by_id.get(lesson.module_id)
    if module is None:
        return Frame("", lesson.title)
    ids = [plan.id for plan in module.lessons]
    number = ids.index(lesson.id) + 1 if lesson.id in ids else 1
    return Frame(_("Module %(module)s, lesson %(lesson)s") % {"module": module.number, "lesson": number}, lesson.title)


def foot(route: Route, index: int, line: str, back_to: int | None) -> Foot:
    """Writes the foot of a page; ``back_to`` is a page that a passage was opened from."""
    back = _("Back") if index > 0 else ""
    if index >= len(route.stops):
        return Foot(_("The end of this lesson"), back, _("To the course"), _("Course"), next_is_primary=False)
    stop = route.stops[index]
    if stop.parts > 1:
        line = _("Reading, part %(n)s of %(count)s") % {"n": stop.part, "count": stop.parts}
    elif stop.step.kind == "reading":
        line = step_title("reading")
    if back_to is not None:
        words = _("Back to: %(step)s") % {"step": route.title(back_to).lower()}
        return Foot(line, back, words, _("Return"))
    return Foot(line, back, _next(route, index), _("Next"), next_is_primary=stop.step.kind in {"reading", "reflection"})


def _next(route: Route, index: int) -> str:
    if index + 1 >= len(route.stops):
        return _("Finish the lesson")
    following = route.stops[index + 1]
    if following.step.kind == "reading" and following.part > 1:
        return _("Next: part %(n)s") % {"n": following.part}
    return _("Next: %(step)s") % {"step": step_title(following.step.kind).lower()}


def content_note(note: str, switches: bool) -> str:
    """Writes the content note: what it is about, and the ways out."""
    ways = (
        _("You can pause, switch passages, or come back later. Your credited time stays.")
        if switches
        else _("You can pause or come back later. Your credited time stays.")
    )
    return f"{note} {ways}"


def term_aside(term: GlossaryTerm, sources: Mapping[str, Source]) -> Aside:
    """Explains a word."""
    names = [sources[id_].publisher for id_ in term.source_ids if id_ in sources]
    facts = (_("After: %(sources)s") % {"sources": format_list(list(dict.fromkeys(names)))},) if names else ()
    return Aside(term.term, term.definition, facts)


def source_aside(source: Source) -> Aside:
    """Says where a sentence comes from, and when it was last read."""
    facts = [source.publisher]
    if source.number:
        facts.append(_("Number: %(number)s") % {"number": source.number})
    if source.date:
        facts.append(_("Date: %(date)s") % {"date": _day(source.date)})
    facts.append(_("We read it on %(date)s") % {"date": _day(source.checked)})
    return Aside(source.title, "", tuple(facts))


def _day(text: str) -> str:
    """Writes a whole date in words; a year or anything else stays as it is."""
    try:
        return format_day(date.fromisoformat(text))
    except ValueError:
        return text


def end_page(
    route: Route,
    done: frozenset[str],
    look: Iterable[Link],
    credits: tuple[Credit, ...],
    credited: tuple[int, int],
    following: LessonPlan | None,
) -> EndPage:
    """Writes the last page.

    Args:
        route: The way through the lesson.
        done: Finished steps.
        look: Passages worth another look.
        credits: What this sitting came to.
        credited: Credited seconds of the lesson, and its cap.
        following: The lesson after this one.
    """
    open_steps = _open_steps(route, done)
    seconds, cap = credited
    left = max(0, cap - seconds) // 60
    return EndPage(
        title=_("You have reached the end") if open_steps else _("This lesson is done"),
        text=_("Some steps are still open. Take them whenever you like; nothing is locked.")
        if open_steps
        else _("Everything you did here is saved."),
        open_steps=open_steps,
        another_look=tuple(look),
        minutes=minutes_table(credits),
        time_note=_(
            "%(n)s more minutes can be credited here. Go back to any passage that you would like to read again."
        )
        % {"n": left}
        if left
        else _("All of this lesson's minutes are credited."),
        next_lesson=Link(following.id, in_language(following.title, language())) if following else None,
    )


def _open_steps(route: Route, done: frozenset[str]) -> tuple[Link, ...]:
    links: list[Link] = []
    for stop in route.stops:
        if stop.step.kind != "reflection" and stop.step.id not in done:
            label = step_title(stop.step.kind)
            if stop.parts > 1:
                label = _("Reading, part %(n)s of %(count)s") % {"n": stop.part, "count": stop.parts}
            links.append(Link(stop.step.id, label))
    return tuple(links)


def following_lesson(programme: Programme, lesson_id: str) -> LessonPlan | None:
    """Returns the next written lesson of the programme, or None."""
    ids = list(programme.lessons)
    if lesson_id not in ids:
        return None
    plans = (programme.lessons[id_] for id_ in ids[ids.index(lesson_id) + 1 :])
    return next((plan for plan in plans if plan.written), None)
