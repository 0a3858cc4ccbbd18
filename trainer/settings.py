"""What a computer remembers between two starts: looks, language and who was here last."""

import json
import os
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

TEXT_SCALES = (100, 115, 130, 150, 175, 200)
PACES = ("slow", "normal", "fast")
THEMES = ("system", "light", "dark", "contrast")


@dataclass(frozen=True)
class Settings:
    """Choices of the person at the screen; none of them is a record.

    Attributes:
        text_scale: Percent, one of :data:`TEXT_SCALES`.
        read_aloud_pace: How fast text is read aloud, one of :data:`PACES`.
        last_person_id: Who is offered first at the next start.
    """

    language: str = ""
    theme: str = "system"
    text_scale: int = 100
    reduce_motion: bool = False
    always_show_focus: bool = False
    read_aloud_pace: str = "normal"
    last_person_id: str = ""


def load_settings(path: Path) -> Settings:
    """Reads the settings; a missing or damaged file gives the defaults, since nothing of value is in it."""
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(found, dict):
        return Settings()
    defaults = Settings()
    known = {
        field.name: found[field.name]
        for field in fields(Settings)
        if type(found.get(field.name)) is type(getattr(defaults, field.name))
    }
    return _within_limits(replace(defaults, **known))


def save_settings(settings: Settings, path: Path) -> None:
    """Writes the settings so that a crash leaves the old or the new file, never half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(asdict(settings), indent=1), "utf-8")
    os.replace(fresh, path)


def _within_limits(settings: Settings) -> Settings:
    scale = settings.text_scale if settings.text_scale in TEXT_SCALES else 100
    theme = settings.theme if settings.theme in THEMES else "system"
    pace = settings.read_aloud_pace if settings.read_aloud_pace in PACES else "normal"
    return replace(settings, text_scale=scale, theme=theme, read_aloud_pace=pace)
