"""Small lints of our own, for what no general tool knows; run them with python -m tools.lint."""
