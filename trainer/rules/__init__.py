"""Dated facts as data: what the state requires, its standing and its source."""
