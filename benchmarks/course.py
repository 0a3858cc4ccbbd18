"""A course as large as the finished one will be, made by repeating the lessons that are written."""

import shutil
from pathlib import Path

from trainer import paths
from trainer.courses.content import Content
from trainer.courses.pack import write_pack
from trainer.courses.source import read_content
from trainer.rules import load_rules, rules_file

PROGRAMME = "core-80"


def large_pack(folder: Path) -> Path:
    """Compiles a course in which every planned lesson has the text of one that is written."""
    return write_pack(large_content(folder / "content"), folder)


def large_content(folder: Path) -> Content:
    """Writes the authored folder of such a course and reads it."""
    rules = load_rules(rules_file())
    shutil.copytree(paths.content_folder(), folder)
    content = read_content(folder, rules)
    written = [lesson for (language, _id), lesson in sorted(content.lessons.items()) if language == "en"]
    plans = [
        (module.folder, plan.id)
        for module in content.programme_files[PROGRAMME].shape.modules
        for plan in module.lessons
        if ("en", plan.id) not in content.lessons
    ]
    for number, (module_folder, lesson_id) in enumerate(plans):
        _copy(written[number % len(written)].path, folder / "modules" / module_folder / "en", lesson_id)
    return read_content(folder, rules)


def _copy(model: Path, target: Path, lesson_id: str) -> None:
    questions = model.parent.parent / "questions" / f"{model.stem}.yaml"
    for path, part in ((model, "lessons"), (questions, "questions")):
        (target / part).mkdir(parents=True, exist_ok=True)
        text = path.read_text(encoding="utf-8").replace(model.stem, lesson_id)
        (target / part / f"{lesson_id}{path.suffix}").write_text(text, encoding="utf-8")
