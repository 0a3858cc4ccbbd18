"""A passage as a voice needs it: its sentences, each with the place where it stands in the text that is shown."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

from trainer.ui.speech.sentences import SILENT, cut_sentences
from trainer.ui.speech.spot import Sentence, Spot
from trainer.ui.speech.voice import count_letters

PICTURE = "\ufffc"
"""What stands in Qt's text for a picture."""

NEW_LINE = "\u2028"
"""What stands in Qt's text for a line break within a paragraph."""

_BLOCKS = frozenset(
    ["blockquote", "h2", "h3", "li", "ol", "p", "table", "tbody", "td", "th", "thead", "tr", "ul"],
)


def plain_sentences(part: str, text: str) -> list[Sentence]:
    """Cuts a plain text into sentences."""
    return _sentences(part, 0, _Block.of(text))


def rich_sentences(part: str, html: str) -> list[Sentence]:
    """Cuts sanitized HTML into sentences: citations are left out, a picture is told in its own words."""
    return [sentence for index, block in enumerate(_blocks(html)) for sentence in _sentences(part, index, block)]


def shown_blocks(html: str) -> list[str]:
    """Returns the text of each block as it is shown, without the empty ones."""
    return [block.shown for block in _blocks(html)]


@dataclass
class _Block:
    """A block; each character of ``shown`` is said as its fellow in ``said``, and ``ahead`` before them all."""

    shown: str = ""
    said: list[str] = field(default_factory=list)
    ahead: str = ""

    @classmethod
    def of(cls, text: str) -> "_Block":
        block = cls()
        block.add(text)
        return block

    def add(self, text: str, *, silent: bool = False) -> None:
        """Adds text, with every white space as one space, as it is shown."""
        for character in text:
            if character.isspace() and character != "\xa0":
                if self.shown and self.shown[-1] not in f" {NEW_LINE}":
                    self.put(" ", " ")
            else:
                self.put(character, "" if silent else character)

    def put(self, shown: str, said: str) -> None:
        self.shown += shown
        self.said.append(self.ahead + said)
        self.ahead = ""


class _Reader(HTMLParser):
    """Gathers the blocks of a passage."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.done: list[_Block] = []
        self._block = _Block()
        self._silent = 0
        self._lists: list[int | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.finish()
            self._enter(tag, dict(attrs))
        elif tag == "br":
            self._block.put(NEW_LINE, " ")
        elif tag == "img":
            self._block.put(PICTURE, f" {dict(attrs).get('alt') or ''} ")
        elif tag == "sup":
            self._silent += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.finish()
            self._block = _Block()
            if tag in {"ol", "ul"} and self._lists:
                self._lists.pop()
        elif tag == "sup":
            self._silent = max(0, self._silent - 1)

    def handle_data(self, data: str) -> None:
        self._block.add(data, silent=self._silent > 0)

    def _enter(self, tag: str, attributes: dict[str, str | None]) -> None:
        """Counts the items of a numbered list: Qt paints the number, it is no part of the text."""
        if tag == "ol":
            start = attributes.get("start") or ""
            self._lists.append(int(start) - 1 if start.isdecimal() else 0)
        elif tag == "ul":
            self._lists.append(None)
        elif tag == "li" and self._lists and self._lists[-1] is not None:
            self._lists[-1] += 1
            self._block.ahead = f"{self._lists[-1]}. "

    def finish(self) -> None:
        if self._block.shown.strip():
            self.done.append(self._block)
            self._block = _Block()


def _blocks(html: str) -> list[_Block]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.finish()
    return reader.done


def _sentences(part: str, index: int, block: _Block) -> list[Sentence]:
    heard = "".join(shown if said else SILENT for shown, said in zip(block.shown, block.said, strict=True))
    found = [(text, Spot(part, index, *cut)) for cut in cut_sentences(heard) for text in _texts(block, *cut)]
    return [Sentence(text, spot) for text, spot in found if count_letters(text)]


def _texts(block: _Block, start: int, end: int) -> list[str]:
    """Returns what is said of a stretch: one text, or the sentences that tell a picture."""
    said = _said(block, start, end)
    if PICTURE not in block.shown[start:end]:
        return [said]
    return [said[first:last] for first, last in cut_sentences(said)]


def _said(block: _Block, start: int, end: int) -> str:
    return " ".join("".join(block.said[start:end]).split())
