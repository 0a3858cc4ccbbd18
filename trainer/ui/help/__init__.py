"""Help and crisis lines: who can be called, and every key of the program."""

from trainer.ui.help.view import HelpLine, HelpWidget

__all__ = ["HelpLine", "HelpWidget"]
