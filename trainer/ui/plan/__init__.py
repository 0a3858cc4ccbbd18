"""Pace and plan: where the hours lead, and times set aside for those that are left."""
