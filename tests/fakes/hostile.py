"""Over two hundred texts that something might obey instead of showing, and a watch over the file they point at."""

import ctypes
import os
import random
import unicodedata
import zlib
from pathlib import Path

PLACE = "/MARKER/"
"""Stands where the path of a real picture is put: whoever opens that picture obeyed a text."""

_HTML = [
    f'<img src="file://{PLACE}">', f"<img src={PLACE}>", f'<IMG SRC="{PLACE}">',
    f'x<img src="file:{PLACE}" width="900">',
    '<img src="//host/share/x.png">', '<img src="\\\\host\\share\\x.png">', '<img src="http://127.0.0.1:9/x.png">',
    '<img src="data:image/png;base64,iVBORw0KGgo=">', '<img src="qrc:/qt-project.org/x.png">', '<img src="figure:x">',
    '<img src=x onerror="alert(1)">', "<script>alert(1)</script>", "<svg onload=alert(1)>", "<iframe src=//host/x>",
    '<a href="file:///etc/passwd">x</a>', '<a href="javascript:alert(1)">x</a>', '<a href="http://h/">click me</a>',
    '<a href="term:hope">x</a>', "<b>bold</b>", "<i>Ana", "</p></body></html>", "<p>one<p>two", "<br>", "a<br/>b",
    "<table><tr><td>x</td></tr></table>", "<h1>Big</h1>", "<style>* { color: red }</style>", "<!-- -->",
    "<!DOCTYPE html>",
    "<html><body bgcolor=red>x</body></html>", "<qt>rich</qt>", "<qt/>", '<font size="7" color="red">x</font>',
    f'<body background="file://{PLACE}">x</body>', f"<div style=\"background:url('file://{PLACE}')\">x</div>",
    f'<link rel="stylesheet" href="file://{PLACE}">x', f"<style>@import url('file://{PLACE}');</style>x",
    "&lt;b&gt;", "&amp;", "&#60;b&#62;", "&nbsp;", "&File", "A && B & C", "R&D", "Save &as", "&", "&&",
    "a\u200b&b", "<>",
]  # fmt: skip
_PDF = [
    "<para>x</para>", "<para align=center><b>x</b></para>", "<font name=Courier>x</font>", "<font color=red>x",
    "<u>x</u>",
    f'<img src="{PLACE}" width="40" height="40"/>', f'<image src="file://{PLACE}"/>',
    '<link href="http://h/">x</link>',
    '<a name="here"/>x', "<onDraw name=x/>", "<seq/>", "<super>x</super>", "<![CDATA[x]]>", "<unknown>x</unknown>",
    "</para>", "<para", "%PDF-1.7", "(x) Tj ET Q", "endstream endobj", "\\(x\\)", "<</JS (app.alert(1))>>",
    "/Type /Catalog",
]  # fmt: skip
_FORMATS = [
    "%s", "%d", "%n", "%(name)s", "%(missing)s", "100 %", "%%", "{0}", "{}", "{name}", "{name.__class__}", "{!r}",
    "${HOME}",
    "$(touch x)", "`touch x`", "{{fact:exam.fee}}", "{{ 7*7 }}", "{% raw %}", "<%= 1 %>", "#{1}", "\\u0041", "\\n",
    "\\x41",
]  # fmt: skip
_SQL = [
    "'", "''", '"', "O'Brien", "'; DROP TABLE people; --", "`; DROP TABLE people", "1 OR 1=1", "' OR '1'='1",
    '") OR ("1"="1',
    "x'); DELETE FROM ledger; --", "\\'; DROP TABLE x;", "/* x */", "-- x", "%' OR 'x' LIKE '%", "NULL", "null",
    "None",
    "hope* OR NEAR(a b)", '"hope" AND', "title:hope", "?", ":name", "@p1", "CASE WHEN 1 THEN 2 END", "_", "*",
]  # fmt: skip
_SHEETS = [
    "=1+1", "=HYPERLINK(\"http://h/\",\"x\")", "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1)",
    "-2+3+cmd|' /C calc'!A0",
    "\t=1+1", "\r=1+1", "\n=1+1", "=", "+", "-", "@", "'=1+1", " =1+1", "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff20x",
    "|calc", "DDE(\"cmd\",\"/C calc\",\"x\")", "=IMPORTXML(\"http://h/\",\"//a\")", "a,b;c\td", "a\"b\"\"c",
    "1e999", "0x1F",
    "1/2/2027", "TRUE", "00042",
]  # fmt: skip
_LINKS = [
    "[x](http://h/)", f"![x](file://{PLACE})", "[x]: http://h/", "<http://h/>", "**bold**", "# Title",
    "http://127.0.0.1/",
    "javascript:alert(1)", "file:///etc/passwd", "mailto:a@example.org",
]  # fmt: skip
_NAMES = [
    "../../etc/passwd", "..\\..\\x", "C:\\Windows\\x", "C:x", "CON", "nul.pdf", "COM1", "/", ".", "..", "~", "a/b",
    "a\\b", "a:b",
    "x.exe ", ".hidden", "-rf", "--help", "name|x>y<z?", "\u00e4" * 180,
]  # fmt: skip
_LETTERS = [
    "\u202egnp.exe", "a\u202eb\u202cc", "\u2066x\u2069", "\u200fx", "\u200bAna\u200b", "A\u00adna", "\ufeffAna",
    "A\u0301na",
    "\u00c1na", "e" + "\u0301" * 60, "\U0001f469\u200d\U0001f469\u200d\U0001f467", "\U0001f3f3\ufe0f",
    "\u0130stanbul", "\ufb01n",
    "\u2028x", "x\u2029y", "\u0645\u0631\u064a\u0645", "\u674e\u5c0f\u9f99", "\ufffd", "\ue000", "\uffff",
    "\U0010ffff",
    "x" * 2_000, "word " * 400,
]  # fmt: skip
_CONTROL = [
    "a\x00b", "\x00", "a\x01b", "a\x08\x08\x08b", "\x1b[31mred\x1b[0m", "\x1b]0;title\x07", "\x1b[2J", "\x9b31m",
    "a\x7fb",
    "line\nforged: 2027-01-01 00:00:00,000 INFO trainer all is well", "line\r\nforged", "a\x0bb", "a\x0cb",
    "a\x85b", "\ud800",
    "Ana\udfff", "\udc80x",
]  # fmt: skip
TEXTS = (*_HTML, *_PDF, *_FORMATS, *_SQL, *_SHEETS, *_LINKS, *_NAMES, *_LETTERS, *_CONTROL)

QUICK = 40
_IN_OPEN = 0x20


def texts(picture: Path) -> tuple[str, ...]:
    """Returns all of them, pointing at a picture."""
    return tuple(text.replace(PLACE, picture.as_posix()) for text in TEXTS)


def some_texts(field: str, picture: Path, *, all_of_them: bool) -> tuple[str, ...]:
    """Returns all for a nightly run, or always the same forty for a field; another field gets another forty."""
    found = texts(picture)
    return found if all_of_them else tuple(random.Random(zlib.crc32(field.encode())).sample(found, QUICK))


def is_refused(text: str) -> bool:
    """Says whether no field can keep a text: it has signs that are no letters of any language, or is no text at all."""
    one_line = " ".join(text.split())
    return not one_line or any(unicodedata.category(sign) in ("Cc", "Cs") for sign in one_line)


class Watched:
    """A file that the system tells of when anybody opens it."""

    def __init__(self, path: Path) -> None:
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._handle = self._libc.inotify_init1(os.O_NONBLOCK)
        if self._libc.inotify_add_watch(self._handle, os.fsencode(path), _IN_OPEN) < 0:
            raise OSError(ctypes.get_errno(), "cannot watch", str(path))

    def was_opened(self) -> bool:
        """Says whether it was opened since the last time this was asked."""
        try:
            return bool(os.read(self._handle, 65_536))
        except BlockingIOError:
            return False

    def close(self) -> None:
        os.close(self._handle)
