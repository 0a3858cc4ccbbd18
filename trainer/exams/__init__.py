"""Exams: blueprints, forms, sittings, scores and readiness."""
