"""One entry of a list to choose from; no Qt."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """What is chosen, and how it reads."""

    id: str
    label: str
