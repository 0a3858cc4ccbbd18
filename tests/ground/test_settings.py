"""Settings: nothing of value, so nothing that can stop the program."""

from pathlib import Path

import pytest

from trainer.settings import Settings, load_settings, save_settings


def test_settings_come_back_as_they_were(tmp_path: Path) -> None:
    chosen = Settings("es", "dark", 175, reduce_motion=True, always_show_focus=True, last_person_id="x")
    save_settings(chosen, tmp_path / "new folder" / "settings.json")
    assert load_settings(tmp_path / "new folder" / "settings.json") == chosen


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", '{"text_scale": 101}', '{"text_scale": "200"}', '{"theme": "neon"}', '{"language": 7}'],
)
def test_a_damaged_file_gives_the_defaults(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(text)
    assert load_settings(path) == Settings()


def test_a_missing_file_gives_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "none.json") == Settings()
