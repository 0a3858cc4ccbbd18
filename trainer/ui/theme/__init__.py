"""The looks in one place: colours, fonts by role, spacing, and the one style sheet."""

from trainer.ui.theme.looks import Looks, active, apply
from trainer.ui.theme.tokens import THEMES, Tokens

__all__ = ["THEMES", "Looks", "Tokens", "active", "apply"]
