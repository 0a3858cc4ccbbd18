"""The window: one folder a screen, plus the widgets and the theme that all of them share."""

from trainer.ui.constants import keep_constants

keep_constants()
