"""Puts the compiled translations into the wheel; hatchling calls it."""

import tempfile
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CatalogueHook(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles each language's catalogue and adds it to the wheel as package data."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compiles before the wheel is packed; an editable installation reads the checkout's own."""
        if version == "editable":
            return
        self._folder = tempfile.TemporaryDirectory()
        for source in sorted(Path(self.root, "translations").glob("*/LC_MESSAGES/*.po")):
            language = source.parts[-3]
            product = Path(self._folder.name) / f"{language}.mo"
            with source.open("rb") as text, product.open("wb") as compiled:
                write_mo(compiled, read_po(text, locale=language))
            build_data["force_include"][str(product)] = f"trainer/data/translations/{language}/LC_MESSAGES/trainer.mo"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Throws the compiled files away once they are in the wheel."""
        if version != "editable":
            self._folder.cleanup()
