"""One file a place: each builds the screen of its name; a screen is loaded when somebody first goes there."""
