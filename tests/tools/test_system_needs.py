"""Set-up installs what is missing where it may, and says exactly what to type where it may not."""

import subprocess
from collections.abc import Sequence

import pytest

from tools import system_needs
from tools.system_needs import MissingError, install, missing_packages


def answers(monkeypatch: pytest.MonkeyPatch, *, user: int, apt: bool, code: int = 0) -> list[Sequence[str]]:
    """Pretends to be this user on such a computer; returns the list of the calls that follow."""
    calls: list[Sequence[str]] = []

    def run(command: Sequence[str], **_options: object) -> subprocess.CompletedProcess[str]:
        calls.append(command)
        return subprocess.CompletedProcess(command, code, stdout="E: no such package")

    monkeypatch.setattr(system_needs.os, "geteuid", lambda: user)
    monkeypatch.setattr(system_needs.shutil, "which", lambda _name: "/usr/bin/apt-get" if apt else None)
    monkeypatch.setattr(system_needs.subprocess, "run", run)
    return calls


def test_what_cannot_be_loaded_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system_needs.sys, "platform", "linux")
    monkeypatch.setattr(system_needs, "QT_LIBRARIES", {"libnever.so.9": "libnever9", "libc.so.6": "libc6"})
    monkeypatch.setattr(system_needs, "TEST_COMMANDS", {"never-a-command": "never-utils"})
    assert missing_packages(for_tests=False) == ["libnever9"]
    assert missing_packages(for_tests=True) == ["libnever9", "never-utils"]


def test_root_installs(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = answers(monkeypatch, user=0, apt=True)
    install(["libegl1"])
    assert calls[0][-1] == "update"
    assert calls[1][-1] == "libegl1"


@pytest.mark.parametrize(
    ("user", "apt", "code", "advice"),
    [
        (1000, True, 0, "sudo sh -c 'apt-get update && apt-get install -y libegl1'"),
        (0, False, 0, "libegl1"),
        (0, True, 100, "no such package"),
    ],
)
def test_everybody_else_is_told_what_to_do(
    monkeypatch: pytest.MonkeyPatch, user: int, apt: bool, code: int, advice: str
) -> None:
    answers(monkeypatch, user=user, apt=apt, code=code)
    with pytest.raises(MissingError, match="try again|was tried") as refusal:
        install(["libegl1"])
    assert advice in str(refusal.value)
