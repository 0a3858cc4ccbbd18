"""Tests of trainer.courses.checks."""
