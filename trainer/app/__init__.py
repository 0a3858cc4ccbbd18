"""Wires store, services, presenters and windows; the only place that knows all."""
