"""What ``trainer content check``, ``build`` and ``stats`` do; the words on the screen are plain text or JSON."""

import json
import sys
from pathlib import Path
from typing import Any

from trainer.courses.check import CheckReport, NotWritten, check_content, check_read_content
from trainer.courses.faults import Fault
from trainer.courses.pack import write_pack
from trainer.courses.source import read_content
from trainer.courses.statistics import ModuleStatistics, count_modules, total
from trainer.i18n import _, ngettext
from trainer.plain_text import printable_lines
from trainer.rules import load_rules, rules_file

GOOD = 0
FINDINGS = 1


def check_command(folder: Path, as_json: bool) -> int:
    """Reports every fault of a content folder and, apart from them, what is not written yet."""
    report = check_content(folder)
    if as_json:
        _say_json(_plain_report(report, folder))
    else:
        _say_report(report, folder)
    return GOOD if report.is_complete else FINDINGS


def build_command(folder: Path, out: Path) -> int:
    """Compiles a content folder into a pack; faults stop it, lessons that are not written yet do not."""
    content = read_content(folder, load_rules(rules_file()))
    report = check_read_content(content)
    if report.faults:
        _say_report(report, folder)
        _say(_("Nothing was built: mend the faults first."))
        return FINDINGS
    path = write_pack(content, out)
    _say(_("Built %(path)s (%(size)s kB).") % {"path": path, "size": path.stat().st_size // 1000})
    return GOOD


def stats_command(folder: Path, as_json: bool) -> int:
    """Counts what a content folder holds, programme by programme and module by module."""
    content = read_content(folder, load_rules(rules_file()))
    counted = {
        programme_id: count_modules(content, programme) for programme_id, programme in content.programmes.items()
    }
    if as_json:
        _say_json({"programmes": {name: _plain_modules(modules) for name, modules in counted.items()}})
    else:
        for name, modules in counted.items():
            _say_modules(name, modules)
    for fault in content.unreadable:
        sys.stderr.write(printable_lines(str(fault)) + "\n")
    return FINDINGS if content.unreadable else GOOD


def _plain_report(report: CheckReport, folder: Path) -> dict[str, Any]:
    return {
        "faults": [
            {"file": _place(fault, folder), "line": fault.line, "rule": fault.rule, "message": fault.message}
            for fault in report.faults
        ],
        "not_written": [
            {
                "kind": item.kind,
                "id": item.id,
                "title": item.title,
                "module": item.module_id,
                "programmes": list(item.programme_ids),
            }
            for item in report.not_written
        ],
    }


def _say_report(report: CheckReport, folder: Path) -> None:
    for fault in report.faults:
        _say(f"{_place(fault, folder)}:{fault.line}: [{fault.rule}] {fault.message}")
    if report.faults:
        _say("")
    count = len(report.faults)
    _say(ngettext("%(n)s fault.", "%(n)s faults.", count) % {"n": count} if count else _("No faults."))
    if report.not_written:
        _say_not_written(report.not_written)


def _say_not_written(items: tuple[NotWritten, ...]) -> None:
    _say("")
    _say(_("Not written yet:"))
    by_module: dict[str, list[str]] = {}
    for item in items:
        by_module.setdefault(item.module_id, []).append(item.id)
    for module_id, ids in by_module.items():
        _say(f"  {module_id}: {', '.join(ids)}")
    lessons = sum(item.kind == "lesson" for item in items)
    live = len(items) - lessons
    _say(
        _("  %(lessons)s and %(live)s in all.")
        % {
            "lessons": ngettext("%(n)s lesson", "%(n)s lessons", lessons) % {"n": lessons},
            "live": ngettext("%(n)s live guide", "%(n)s live guides", live) % {"n": live},
        }
    )


def _place(fault: Fault, folder: Path) -> str:
    return fault.path.relative_to(folder).as_posix() if fault.path.is_relative_to(folder) else str(fault.path)


def _plain_modules(modules: list[ModuleStatistics]) -> dict[str, Any]:
    return {"modules": [module.to_plain() for module in modules], "total": total(modules)}


def _say_modules(programme_id: str, modules: list[ModuleStatistics]) -> None:
    row = "{:<6} {:>7} {:>8} {:>8} {:>10} {:>6}  {}"
    heads = (_("module"), _("written"), _("minutes"), _("words"), _("questions"), _("live"), _("by area"))
    _say(programme_id)
    _say(row.format(*heads))
    for module in modules:
        areas = " ".join(f"{area} {count}" for area, count in module.areas.items() if count)
        written = f"{module.lessons_written}/{module.lessons_planned}"
        questions = sum(module.pools.values())
        _say(row.format(module.id, written, module.minutes, module.words, questions, module.live_minutes, areas))
    sums = total(modules)
    written = f"{sums['lessons_written']}/{sums['lessons_planned']}"
    _say(row.format("", written, sums["minutes"], sums["words"], sums["questions"], sums["live_minutes"], "").rstrip())
    _say("")


def _say(line: str) -> None:
    sys.stdout.write(printable_lines(line) + "\n")


def _say_json(value: Any) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=2)
    sys.stdout.write("\n")
