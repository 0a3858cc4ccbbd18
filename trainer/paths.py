"""Where files live: the learner's data, and what ships inside the program."""

import os
from pathlib import Path

_PACKAGE = Path(__file__).parent
_REPOSITORY = _PACKAGE.parent


def data_folder() -> Path:
    """Returns the folder of records; ``TRAINER_HOME`` overrides the platform's place. It may not exist yet."""
    home = os.environ.get("TRAINER_HOME")
    if home:
        return Path(home)
    from platformdirs import user_data_path

    return user_data_path("Peer Trainer", appauthor=False)


def log_file() -> Path:
    """Returns the file that a bug report asks for."""
    return data_folder() / "logs" / "trainer.log"


def content_folder() -> Path:
    """Returns the authored content: in the installed package, or beside it in a checkout."""
    installed = _PACKAGE / "data" / "content"
    return installed if installed.is_dir() else _REPOSITORY / "content"


def translations_folder() -> Path:
    """Returns the folder of compiled catalogues: in the installed package, or beside it in a checkout."""
    installed = _PACKAGE / "data" / "translations"
    return installed if installed.is_dir() else _REPOSITORY / "translations"


def packs_folder() -> Path:
    """Returns where compiled packs lie; the first use in a checkout builds one there."""
    return data_folder() / "packs"


def fonts_folder() -> Path:
    """Returns the folder of the fonts that ship with the program."""
    return _PACKAGE / "data" / "fonts"


def icons_folder() -> Path:
    """Returns the folder of the icons that ship with the program."""
    return _PACKAGE / "data" / "icons"


def make_private_folder(folder: Path) -> Path:
    """Creates a folder that only its owner may open (mode 0700 where the system knows modes)."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
