"""A provider's name in the name of a file: nothing but letters, digits and strokes of ours, in a folder of ours."""

import re
from dataclasses import replace
from pathlib import Path

from tests.fakes.hostile import texts
from tests.fixtures.certificates import PROVIDER
from trainer.certificates.files import CertificateFiles
from trainer.certificates.freezing import certificate_number


def test_no_text_names_a_file(tmp_path: Path, picture: Path) -> None:
    files = CertificateFiles(tmp_path)
    for text in texts(picture):
        for provider in (replace(PROVIDER, id=text), replace(PROVIDER, id="x", name=text)):
            number = certificate_number(provider, 2027, 7)
            assert re.fullmatch(r"[A-Z0-9]{1,8}-2027-0007", number), text
            assert files.path(number) == tmp_path / f"{number}.pdf"


def test_a_number_from_elsewhere_leaves_the_folder_by_no_way(tmp_path: Path, picture: Path) -> None:
    files = CertificateFiles(tmp_path)
    for text in texts(picture):
        path = files.path(text)
        assert path.parent == tmp_path, text
        assert re.fullmatch(r"[\w.-]*\.pdf", path.name, re.ASCII), text
