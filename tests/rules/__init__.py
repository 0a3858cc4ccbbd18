"""Tests of trainer.rules."""
