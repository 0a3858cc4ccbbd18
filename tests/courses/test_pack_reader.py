"""What a catalogue gives back from a pack, and how it says that something is not there."""

import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest

from tests.fixtures.courses import LESSON_MINUTES, LESSONS, sample_rules
from trainer.courses.catalogue import Catalogue
from trainer.courses.pack_reader import PackCatalogue
from trainer.courses.questions import LETTERS, Level, Pool
from trainer.courses.source import read_content
from trainer.errors import TrainerError


def test_it_is_a_catalogue(catalogue: PackCatalogue) -> None:
    asked: Catalogue = catalogue
    assert asked.programme_ids() == ["sample"]


def test_a_programme_comes_back_whole(catalogue: PackCatalogue) -> None:
    programme = catalogue.programme("sample")
    assert programme.edition == catalogue.edition
    assert list(programme.lessons) == list(LESSONS)
    assert all(plan.written and plan.minutes == LESSON_MINUTES for plan in programme.lessons.values())
    assert programme.live_by_id["L01"].competency_minutes == {"alfa": 60}
    assert programme.exams_by_id["course-final"].per_module == 4
    assert programme.weeks[0].lessons == LESSONS
    assert programme.modules[0].number == 1
    assert programme.title["es"] == "Un curso de muestra"


def test_everything_that_was_read_comes_back_equal(catalogue: PackCatalogue, course_folder: Path) -> None:
    content = read_content(course_folder, sample_rules())
    for (language, lesson_id), authored in content.lessons.items():
        assert catalogue.lesson(lesson_id, language) == authored.lesson
    for (language, _lesson_id), bank in content.banks.items():
        for question in bank.questions:
            assert catalogue.question(question.id, language) == question
    for entry in content.entries:
        assert catalogue.glossary_term(entry.term.id, entry.language) == entry.term
    for source in content.sources.values():
        assert catalogue.source(source.id) == source
    for (language, session_id), guide in content.guides.items():
        assert catalogue.live_guide(session_id, language) == guide.guide
    for (language, _folder), introduction in content.introductions.items():
        assert catalogue.introduction("alfa", language) == introduction.introduction
    assert catalogue.rules().to_plain() == sample_rules().to_plain()


def test_what_is_not_translated_comes_back_in_english(catalogue: PackCatalogue) -> None:
    assert catalogue.lesson("alfa-01", "es") == catalogue.lesson("alfa-01", "en")
    assert catalogue.question("alfa-01-q01", "es").stem
    assert catalogue.introduction("alfa", "es") == catalogue.introduction("alfa", "en")
    assert catalogue.lesson("alfa-01", "no such language").language == "en"


def test_the_pools_are_kept_apart(catalogue: PackCatalogue) -> None:
    counts = {pool: len(catalogue.questions(pool, "en")) for pool in Pool}
    assert counts == {Pool.CHECK: 15, Pool.PRACTICE: 18, Pool.RESERVED: 15}
    ids = [question.id for question in catalogue.questions(Pool.CHECK, "en")]
    assert ids == sorted(ids)
    assert catalogue.questions(Pool.CHECK, "en", ["beta"]) == []
    question = catalogue.questions(Pool.RESERVED, "en", ["alfa"])[-1]
    assert (tuple(question.choices), question.level, question.heavy) == (LETTERS, Level.JUDGE, True)


def test_a_drawing_comes_with_its_words_and_colours(catalogue: PackCatalogue) -> None:
    svg = catalogue.figure_svg("alfa-01-house", "es", {"laurel": "#1B5E4B", "onPrimary": "#FFFFFF"}).decode()
    assert 'fill="#1B5E4B"' in svg
    assert ">Home</text>" in svg
    assert catalogue.figure_svg("nothing", "en", {}) == b""


def test_what_is_not_there_is_said_kindly(catalogue: PackCatalogue) -> None:
    assert catalogue.glossary_term("nothing", "en") is None
    assert catalogue.source("NOTHING") is None
    assert catalogue.live_guide("L99", "en") is None
    assert catalogue.introduction("nothing", "en") is None
    for call in (
        lambda: catalogue.programme("nothing"),
        lambda: catalogue.lesson("nothing-01", "en"),
        lambda: catalogue.question("nothing", "en"),
    ):
        with pytest.raises(TrainerError, match="no "):
            call()


def test_two_threads_may_read_at_once(catalogue: PackCatalogue) -> None:
    failures: list[BaseException] = []

    def read() -> None:
        try:
            for lesson_id in LESSONS * 20:
                catalogue._kept.clear()
                catalogue.lesson(lesson_id, "en")
                catalogue.search("breath", "en")
        except BaseException as error:
            failures.append(error)

    threads = [Thread(target=read) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_opening_and_reading_needs_no_author_tools(pack: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from trainer.courses.pack_reader import PackCatalogue\n"
        "from trainer.courses.library import open_edition\n"
        f"c = PackCatalogue.open(Path({str(pack)!r}))\n"
        "heavy = {'yaml', 'pydantic', 'markdown_it', 'mdit_py_plugins', 'babel'}\n"
        "assert not ({*heavy, 'nh3'} & set(sys.modules)), set(sys.modules) & heavy\n"
        "c.lesson('alfa-01', 'en'); c.search('breath', 'en'); c.rules(); c.figure_svg('alfa-01-house', 'en', {})\n"
        "assert not (heavy & set(sys.modules)), set(sys.modules) & heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=Path.cwd())
    assert done.returncode == 0, done.stderr
