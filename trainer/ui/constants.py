"""Keeps None, True and False alive: Qt for Python 6.12 gives away references to them that it does not own.

Its wheels are built for a Python in which these constants live for ever (3.12 and newer). In 3.11 they are counted
like everything else: each call of Qt that returns nothing takes one from the count of None, and after some thousand
calls the interpreter stops with "deallocating None".
"""

import ctypes
import sys

CONSTANTS = (None, True, False, NotImplemented)

PLENTY = 2**60
"""More than a program can lose in a lifetime: a million calls a second would take 36,000 years."""


def keep_constants() -> None:
    """Raises the counts so far that they are never used up; once is enough, and from Python 3.12 on nothing is done."""
    if sys.version_info >= (3, 12):
        return
    for constant in CONSTANTS:
        count = ctypes.c_ssize_t.from_address(id(constant))
        if 0 < count.value < PLENTY:
            count.value += PLENTY
