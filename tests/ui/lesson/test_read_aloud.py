"""Reading aloud without a window: the place, the keys, and what counts as study."""

import pytest

from tests.fakes.recording import RecordingView
from tests.fakes.voice import RecordingVoice
from tests.fixtures.ui import StudyHouse
from tests.ui.lesson.test_lesson_presenter import open_lesson
from tests.ui.lesson.test_study_time import _lines
from trainer.hours.ledger import GapKind
from trainer.ui.lesson.presenter import LessonPresenter

LIGHTER = "s2"
"""A short passage: a title and one word."""


class Room:
    """A lesson with a voice, and somebody who may be listening."""

    def __init__(self, house: StudyHouse, section: str = "") -> None:
        self.house, self.voice = house, RecordingVoice()
        self.presenter: LessonPresenter
        self.view: RecordingView
        self.presenter, self.view = open_lesson(house, section=section, voice=self.voice)

    def hear(self, sentences: int, seconds: int = 8) -> None:
        """Lets so many sentences be read, each in so many seconds."""
        for _sentence in range(sentences):
            self.wait(seconds)
            self.voice.finish()

    def wait(self, seconds: int) -> None:
        for _second in range(seconds):
            self.house.clock.advance(1)
            self.presenter.second_passed()

    @property
    def is_reading(self) -> bool:
        """What the button says."""
        return self.view.last("show_read_aloud")

    @property
    def marked(self) -> str:
        """The part whose words are marked, or nothing."""
        spot = self.view.last("show_spoken")
        return spot.part if spot is not None else ""

    def evidence(self) -> dict[str, int]:
        """Leaves the lesson, and returns the signs of study in its line."""
        self.presenter.leave(lambda: None)
        return dict(_lines(self.house)[0].evidence)

    def gaps(self) -> list[tuple[GapKind, int]]:
        return [(gap.kind, gap.seconds) for gap in _lines(self.house)[0].gaps]


@pytest.fixture
def room(house: StudyHouse) -> Room:
    return Room(house)


def test_nothing_is_read_before_somebody_asks(room: Room) -> None:
    room.wait(60)
    assert (room.voice.said, room.is_reading) == ([], False)


def test_a_page_is_read_sentence_by_sentence_and_marked(room: Room) -> None:
    room.presenter.toggle_read_aloud()
    assert (room.is_reading, room.marked) == (True, "title")
    room.hear(3)
    assert room.voice.said[0] == ("Where it begins", "en", "normal")
    assert room.voice.texts[1].startswith("This lesson mentions grief.")
    assert room.marked == "note"
    room.hear(1)
    assert room.marked == "text"


def test_the_end_of_a_page_ends_the_reading(house: StudyHouse) -> None:
    room = Room(house, LIGHTER)
    room.presenter.toggle_read_aloud()
    room.hear(2)
    assert (room.voice.texts, room.is_reading, room.marked) == (["A heavy hour", "Heavy."], False, "")
    room.presenter.toggle_read_aloud()
    assert room.voice.texts[-1] == "A heavy hour"


def test_the_key_stops_at_once_and_goes_on_at_the_same_sentence(room: Room) -> None:
    room.presenter.toggle_read_aloud()
    room.hear(2)
    room.presenter.toggle_read_aloud()
    assert (room.is_reading, room.voice.is_speaking, room.marked) == (False, False, "")
    room.presenter.toggle_read_aloud()
    assert room.voice.texts[2] == room.voice.texts[3]


def test_reading_begins_with_what_is_on_the_screen(room: Room) -> None:
    room.view.answers["first_in_sight"] = 5
    room.presenter.toggle_read_aloud()
    assert room.marked == "text"


@pytest.mark.parametrize(
    "act",
    [
        LessonPresenter.go_next,
        lambda presenter: presenter.open_rail(1),
        LessonPresenter.toggle_pause,
        LessonPresenter.leave_quietly,
        lambda presenter: presenter.leave(lambda: None),
        lambda presenter: presenter.attention(False),
    ],
    ids=["turning the page", "another step", "pause", "leaving quickly", "leaving", "another window"],
)
def test_what_ends_the_reading_ends_it_at_once(room: Room, act: object) -> None:
    room.presenter.toggle_read_aloud()
    room.hear(1)
    act(room.presenter)
    assert not room.voice.is_speaking
    assert not room.is_reading
    said = len(room.voice.said)
    room.wait(30)
    assert len(room.voice.said) == said


def test_the_neutral_screen_is_not_read_aloud(room: Room) -> None:
    room.presenter.toggle_pause()
    room.presenter.toggle_read_aloud()
    assert room.voice.said == []


def test_a_switched_passage_is_another_page(house: StudyHouse) -> None:
    room = Room(house, LIGHTER)
    room.presenter.toggle_read_aloud()
    room.presenter.switch_passage()
    assert not room.voice.is_speaking
    room.presenter.toggle_read_aloud()
    assert room.voice.texts[-1] == "A lighter hour"


def test_scene_and_choices_are_read_and_then_what_a_choice_brings(room: Room) -> None:
    room.presenter.open_rail(1)
    room.presenter.toggle_read_aloud()
    room.hear(8)
    assert room.voice.texts == [
        "On the bench", "A bench.", "You meet.", "Ana: “I am tired.”", "What might you say first?",
        "1. Say a", "2. Say b", "3. Say c",
    ]  # fmt: skip
    room.presenter.step.choose(1)
    room.presenter.toggle_read_aloud()
    room.hear(4)
    assert room.voice.texts[8:] == ["What happens", "Out b", "What this response does", "Why b"]


def test_practice_and_reflection_are_read_but_not_what_was_written(room: Room) -> None:
    room.presenter.open_rail(2)
    room.presenter.step.wrote("f1", "my own words")
    room.presenter.toggle_read_aloud()
    room.hear(6)
    assert room.voice.texts == ["Sorting", "Sort these.", "1. One thing", "2. Another", "First pile", "Why"]
    room.presenter.step.show_model_answer()
    room.presenter.toggle_read_aloud()
    room.hear(7)
    assert room.voice.texts[6:] == [
        "A model answer; yours can be very different", "One and two.", "Look at your own work once more",
        "I sorted all.", "I said why.", "I was kind.", "I asked.",
    ]  # fmt: skip
    room.presenter.open_rail(3)
    room.presenter.toggle_read_aloud()
    assert "my own words" not in " ".join(room.voice.texts)


def test_choosing_an_answer_does_not_stop_the_question(room: Room) -> None:
    room.presenter.open_rail(4)
    room.presenter.toggle_read_aloud()
    room.hear(1)
    room.presenter.step.choose(1)
    assert room.voice.is_speaking
    room.presenter.step.check_answer()
    assert not room.voice.is_speaking
    room.presenter.toggle_read_aloud()
    assert room.voice.texts[-1] == "Yes, this one fits best."


def test_text_is_read_in_its_own_language_and_our_words_in_ours(house: StudyHouse) -> None:
    voice = RecordingVoice()
    presenter, _view = open_lesson(house, voice=voice, language="es")
    presenter.open_rail(1)
    presenter.toggle_read_aloud()
    for _sentence in range(5):
        house.clock.advance(8)
        voice.finish()
    assert [language for _text, language, _pace in voice.said] == ["en", "en", "en", "en", "es", "en"]


def test_a_computer_without_a_voice_says_what_to_do_and_nothing_breaks(room: Room) -> None:
    room.voice.is_there = False
    room.presenter.toggle_read_aloud()
    assert (room.view.last("show_voice_note"), room.is_reading) == ("Install one.", False)
    room.voice.is_there = True
    room.presenter.toggle_read_aloud()
    assert (room.view.last("show_voice_note"), room.is_reading) == ("", True)


def test_listening_is_study_and_each_sentence_is_a_sign(room: Room) -> None:
    room.presenter.toggle_read_aloud()
    room.hear(60, seconds=10)
    assert room.evidence()["speech"] == 60
    assert room.gaps() == []


def test_still_reading_never_interrupts_read_aloud(room: Room) -> None:
    room.presenter.toggle_read_aloud()
    room.hear(64, seconds=18)
    assert room.view.count("show_still_reading") == 0
    assert room.view.last("show_reading_on") is True
    room.presenter.sign("keys")
    assert room.view.last("show_reading_on") is False
    room.presenter.toggle_read_aloud()
    room.wait(240)
    assert room.view.last("show_still_reading") is True


def test_an_empty_room_is_read_to_and_earns_no_more_than_a_quarter_of_an_hour_and_the_idle_limit(room: Room) -> None:
    room.presenter.toggle_read_aloud()
    room.hear(64, seconds=18)
    assert room.voice.is_speaking
    assert room.evidence()["speech"] == 50
    assert room.gaps() == [(GapKind.QUIET, 252)]


@pytest.mark.parametrize("seconds", [0, 5])
def test_a_sentence_that_broke_off_is_no_progress(room: Room, seconds: int) -> None:
    room.presenter.toggle_read_aloud()
    room.hear(1)
    room.wait(seconds)
    room.voice.finish(False)
    assert (room.is_reading, room.marked) == (False, "")
    assert room.view.last("show_voice_note").startswith("The computer's voice could not be heard.")
    room.presenter.toggle_read_aloud()
    assert room.voice.texts[1] == room.voice.texts[2]
    assert room.evidence()["speech"] == 1


def test_a_voice_that_is_done_at_once_made_no_sound_and_makes_no_hours(room: Room) -> None:
    room.wait(5)
    room.presenter.toggle_read_aloud()
    room.house.clock.advance(0.03)
    room.voice.finish()
    assert not room.is_reading
    assert room.view.last("show_voice_note") != ""
    assert "speech" not in room.evidence()


def test_a_stuck_voice_is_given_up_and_makes_no_hours(room: Room) -> None:
    room.presenter.toggle_read_aloud()
    room.wait(400)
    assert not room.is_reading
    assert not room.voice.is_speaking
    assert room.view.count("show_still_reading") == 1
    assert "speech" not in room.evidence()
    assert room.gaps() == [(GapKind.QUIET, 399)]


def test_a_computer_that_slept_is_no_stuck_voice(room: Room) -> None:
    room.presenter.toggle_read_aloud()
    room.house.clock.advance(3_600)
    room.wait(1)
    assert room.is_reading


def test_the_page_behind_the_last_step_is_read_too(room: Room) -> None:
    for _page in range(8):
        room.presenter.go_next()
    room.presenter.toggle_read_aloud()
    assert room.voice.texts == ["You have reached the end"]
