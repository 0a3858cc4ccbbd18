"""Puts the content and the compiled translations into the wheel; hatchling calls it."""

import tempfile
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class DataHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds what lies outside the package and is read by it; an editable installation reads the checkout's own."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Gathers the data before the wheel is packed."""
        if version == "editable":
            return
        included = build_data["force_include"]
        included[str(Path(self.root, "content"))] = "trainer/data/content"
        self._folder = tempfile.TemporaryDirectory()
        for source in sorted(Path(self.root, "translations").glob("*/LC_MESSAGES/*.po")):
            language = source.parts[-3]
            product = Path(self._folder.name) / f"{language}.mo"
            with source.open("rb") as text, product.open("wb") as compiled:
                write_mo(compiled, read_po(text, locale=language))
            included[str(product)] = f"trainer/data/translations/{language}/LC_MESSAGES/trainer.mo"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Throws the compiled files away once they are in the wheel."""
        if version != "editable":
            self._folder.cleanup()
