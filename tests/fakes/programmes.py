"""A small programme: two modules, a live session, one lesson that nobody has written."""

from trainer.courses.outline import ExamPlan, LessonPlan, LiveSessionPlan, Module, Programme


def make_programme(*, with_exam: bool = False) -> Programme:
    """Makes a programme of 240 minutes, or 330 with its exam."""
    one = Module(
        "one",
        1,
        {"en": "The concepts of one", "es": "Los conceptos de uno"},
        {"en": "One", "es": "Uno"},
        (
            LessonPlan("one-01", "one", {"en": "First steps"}, 40),
            LessonPlan("one-02", "one", {"en": "Second steps"}, 40),
        ),
        80,
        120,
    )
    two = Module(
        "two",
        2,
        {"en": "The concepts of two"},
        {"en": "Two"},
        (LessonPlan("two-01", "two", {"en": "Later"}, 40, written=False),),
        40,
        0,
    )
    exams = (ExamPlan("final", "final", {"en": "Course final"}, 90, 68),) if with_exam else ()
    return Programme(
        "small",
        "taster",
        {"en": "A small course"},
        330 if with_exam else 240,
        (one, two),
        (LiveSessionPlan("L01", {"en": "Together"}, 120, 10, {"one": 120}),),
        exams,
        "edition-1",
    )
