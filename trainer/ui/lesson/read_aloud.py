"""Reads a page aloud, sentence by sentence: where it is, what a key does, and which sentence is a sign of study."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol

from trainer.clock import Clock
from trainer.hours.meter import Activity
from trainer.i18n import _
from trainer.ui.speech.spot import Sentence, Spot
from trainer.ui.speech.voice import Voice, is_too_fast, longest_seconds

Sentences = tuple[Sentence, ...]


class ReadAloudView(Protocol):
    """What read-aloud shows of itself."""

    def show_read_aloud(self, is_reading: bool) -> None:
        """Shows the button, and what it does now."""

    def show_spoken(self, spot: Spot | None) -> None:
        """Marks the sentence that is read and keeps it in sight; None takes the mark away."""

    def first_in_sight(self, spots: Sequence[Spot]) -> int | None:
        """Returns which of these places is the first on the screen, or None."""

    def show_voice_note(self, text: str) -> None:
        """Says what the voice needs, in one line; an empty text takes it back."""


class Listener(Protocol):
    """What read-aloud tells the lesson around it."""

    def listening(self, running: bool) -> None:
        """The person started read-aloud, or it stopped."""

    def sign(self, kind: str) -> None:
        """A sentence was read to its end."""


class ReadAloud:
    """Knows the sentences of the page, and keeps the place when it stops."""

    def __init__(
        self, voice: Voice, clock: Clock, language: str, pace: str, view: ReadAloudView, listener: Listener
    ) -> None:
        """``language`` is the program's; nothing is read before :meth:`toggle`."""
        self._voice, self._clock, self._pace = voice, clock, pace
        self._own_language = self._language = language
        self._view, self._listener = view, listener
        self._sentences: Sentences = ()
        self._later: Callable[[], Sentences] | None = None
        self._index: int | None = None
        self._turn = 0
        self._began_at, self._waited = 0.0, 0
        self._is_reading = False
        self._shown: bool | None = None
        self._note = ""

    @property
    def is_reading(self) -> bool:
        """A sentence is being read."""
        return self._is_reading

    @property
    def sentences(self) -> Sentences:
        """What is read of the page that is shown."""
        if self._later is not None:
            self._sentences, self._later = self._later(), None
        return self._sentences

    def read_in(self, language: str) -> None:
        """Takes the language of the course's text, which may not be the program's."""
        self._language = language

    def show(self, sentences: Callable[[], Sentences]) -> None:
        """Takes what can be read of the page that is shown now; until somebody listens, nothing is worked out."""
        self._show_note("")
        self._show_button()
        if self._sentences:
            self._turn_to(sentences())
        else:
            self._later = sentences

    def _turn_to(self, sentences: Sentences) -> None:
        """Goes over to other words. A page whose words did not change is read on."""
        if sentences == self._sentences:
            return
        self.stop()
        before = {(sentence.spot.part, sentence.text) for sentence in self._sentences}
        fresh = [index for index, s in enumerate(sentences) if (s.spot.part, s.text) not in before]
        self._sentences = sentences
        # After a choice or an answer, what has just appeared is read, not the whole page again.
        self._index = fresh[0] if fresh and len(fresh) < len(sentences) else None

    def toggle(self) -> None:
        """Starts, stops, or goes on where it stopped."""
        if self._is_reading:
            self.stop()
        elif not self._voice.is_there:
            self._show_note(self._voice.advice)
        elif self.sentences:
            self._show_note("")
            self._begin()

    def stop(self) -> None:
        """Is silent at once, and keeps the place."""
        if self._is_reading:
            self._voice.stop()
            self._end()

    def second_passed(self) -> None:
        """Gives a stuck voice up; a second in which the computer slept is one second."""
        if self._is_reading and self._index is not None:
            self._waited += 1
            if self._waited > longest_seconds(self._sentences[self._index].text):
                self._give_up()

    def _begin(self) -> None:
        if self._index is None:
            self._index = self._view.first_in_sight([sentence.spot for sentence in self._sentences]) or 0
        self._is_reading = True
        self._listener.listening(True)
        self._show_button()
        self._say(self._index)

    def _say(self, index: int) -> None:
        self._index, self._waited = index, 0
        self._turn += 1
        self._began_at = self._clock.monotonic()
        sentence = self._sentences[index]
        self._view.show_spoken(sentence.spot)
        language = self._own_language if sentence.is_ours else self._language
        self._voice.say(sentence.text, language, self._pace, partial(self._on_finished, self._turn))

    def _on_finished(self, turn: int, whole: bool) -> None:
        if not self._is_reading or turn != self._turn or self._index is None:
            return
        seconds = self._clock.monotonic() - self._began_at
        if not whole or is_too_fast(self._sentences[self._index].text, seconds):
            self._give_up()
            return
        self._listener.sign(Activity.SPEECH.value)
        if self._index + 1 < len(self._sentences):
            self._say(self._index + 1)
        else:
            self._index = None
            self._end()

    def _give_up(self) -> None:
        """Nobody heard this sentence: it is no sign of study, and it is where reading goes on."""
        self._voice.stop()
        self._end()
        self._show_note(
            _(
                "The computer's voice could not be heard. Check the sound, and that there is a voice for this language,"
                " then try again."
            )
        )

    def _end(self) -> None:
        self._is_reading = False
        self._turn += 1
        self._listener.listening(False)
        self._view.show_spoken(None)
        self._show_button()

    def _show_button(self) -> None:
        if self._shown is not self._is_reading:
            self._shown = self._is_reading
            self._view.show_read_aloud(self._is_reading)

    def _show_note(self, text: str) -> None:
        if text != self._note:
            self._note = text
            self._view.show_voice_note(text)
