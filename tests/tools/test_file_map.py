"""The file map is made of the modules' docstrings, and the stored page is current."""

from pathlib import Path

from tools import file_map


def test_the_page_lists_every_module_under_its_folder(tmp_path: Path) -> None:
    for folder in ("trainer/hours", "tools", "benchmarks"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "trainer" / "hours" / "__init__.py").write_text('"""The heart."""\n', encoding="utf-8")
    (tmp_path / "trainer" / "hours" / "credit.py").write_text('"""Credits.\n\nMore."""\n', encoding="utf-8")
    page = file_map.page(tmp_path)
    assert page.endswith("\n\n## trainer/hours/\n\n*The heart.*\n\n- `credit.py`: Credits.\n")


def test_the_stored_page_is_current() -> None:
    stored = (file_map.ROOT / file_map.PAGE).read_text(encoding="utf-8")
    assert stored == file_map.page(file_map.ROOT), "run: make fix"
