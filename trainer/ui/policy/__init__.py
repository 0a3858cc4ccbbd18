"""The hours policy: every rule as a field, what a new version would change, and the versions so far."""
