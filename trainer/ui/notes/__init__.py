"""Leave quickly: a plain page that tells nothing."""

from trainer.ui.notes.view import NotesWidget

__all__ = ["NotesWidget"]
