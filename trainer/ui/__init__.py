"""The window: one folder a screen, plus the widgets and the theme that all of them share."""
