"""Facts: how they are read, how they stand in a sentence, and that not knowing one works."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.fixtures.courses import plain_rules, sample_rules
from trainer.errors import TrainerError
from trainer.rules import RuleError, load_rules, rules_file, rules_from_plain


@pytest.fixture(scope="module")
def california() -> Any:
    return load_rules(rules_file())


def test_the_facts_that_ship_are_readable(california: Any) -> None:
    assert california.value("core.total_hours") == 80
    assert california["exam.items"].standing == "sourced"
    assert len(california) > 150


def test_facts_survive_the_way_through_json(california: Any) -> None:
    plain = json.loads(json.dumps(california.to_plain()))
    assert rules_from_plain(plain).to_plain() == california.to_plain()


def test_every_fact_has_words_in_both_languages(california: Any) -> None:
    for language in ("en", "es"):
        assert all(words.strip() for words in california.all_words(language).values())


@pytest.mark.parametrize(
    ("rule_id", "english", "spanish"),
    [
        ("exam.items", "120", "120"),
        ("app.fee", "$100", "$100"),
        ("warmline.phone", "855-555-0100", "855-555-0100"),
        ("exam.pass_mark", "This is not known here.", "Aquí no se sabe."),
        ("part2.compliance_date", "February 16, 2026", "16 de febrero de 2026"),
    ],
)
def test_a_fact_stands_in_a_sentence(rule_id: str, english: str, spanish: str) -> None:
    rules = sample_rules()
    assert rules[rule_id].words("en") == english
    assert rules[rule_id].words("es") == spanish


def test_a_fact_that_is_not_known_gives_the_default() -> None:
    assert sample_rules().value("exam.pass_mark", 70) == 70
    assert sample_rules().value("no.such.fact") is None


@pytest.mark.parametrize(
    "change",
    [
        {"standing": "sure"},
        {"value": 0.5},
        {"as_of": "2026-13-01"},
        {"as_of": 3},
        {"label": {"es": "Sin inglés"}},
        {"extra": 1},
        {"value": [[[[[[1]]]]]]},
        {"id": "exam.items"},
    ],
)
def test_a_fact_that_is_written_wrongly_is_refused_with_its_place(change: dict[str, Any]) -> None:
    plain = plain_rules()
    plain[2] |= change
    with pytest.raises(RuleError) as caught:
        rules_from_plain(plain)
    assert caught.value.position == 2


@pytest.mark.parametrize("text", ["rules: [{id: a}]", "[", "rules: 1", "", "a: &x 1"])
def test_a_damaged_file_of_rules_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TrainerError) as caught:
        load_rules(path)
    assert caught.value.path == path


def test_a_missing_file_of_rules_is_named(tmp_path: Path) -> None:
    with pytest.raises(TrainerError) as caught:
        load_rules(tmp_path / "none.yaml")
    assert caught.value.path == tmp_path / "none.yaml"
