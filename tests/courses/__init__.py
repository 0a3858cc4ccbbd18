"""Tests of trainer.courses."""
