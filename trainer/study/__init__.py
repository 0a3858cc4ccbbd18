"""Learning at the desk: sittings, progress, review, notes and journal."""
