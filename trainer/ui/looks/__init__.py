"""Text size, colours and motion."""

from trainer.ui.looks.view import LooksDialog

__all__ = ["LooksDialog"]
