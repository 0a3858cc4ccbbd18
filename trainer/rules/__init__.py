"""Dated facts as data: what the state requires, its standing and its source."""

from pathlib import Path

from trainer.errors import TrainerError
from trainer.i18n import _
from trainer.rules.values import RuleError, Rules, RuleValue, rules_from_plain

__all__ = ["RuleError", "RuleValue", "Rules", "load_rules", "policy_schema_file", "rules_file", "rules_from_plain"]


def rules_file() -> Path:
    """Returns the file of California's facts that ships with the program."""
    return Path(__file__).parent / "california.yaml"


def policy_schema_file() -> Path:
    """Returns the JSON Schema of an hours policy, with a note on each rule."""
    return Path(__file__).parent / "hours_policy.schema.json"


def load_rules(path: Path) -> Rules:
    """Reads facts as a person writes them; the running program reads them from the compiled pack instead.

    Raises:
        TrainerError: The file cannot be read, or a fact in it cannot be used; the message names the line.
    """
    from trainer.safe_yaml import YamlError, decode_text, read_yaml

    try:
        data = read_yaml(decode_text(path.read_bytes()))
    except OSError as error:
        raise TrainerError(_("The file of rules cannot be read."), path=path, details=str(error)) from error
    except YamlError as fault:
        raise _fault(path, fault.line, fault.message) from fault
    items = data.value.get("rules") if isinstance(data.value, dict) else None
    try:
        return rules_from_plain(items)
    except RuleError as error:
        raise _fault(path, data.line(("rules", error.position)), str(error)) from error


def _fault(path: Path, line: int, message: str) -> TrainerError:
    return TrainerError(
        _("The file of rules has a fault in line %(line)s: %(message)s") % {"line": line, "message": message},
        _("Mend the file, or put back the one that came with the program."),
        path=path,
    )
