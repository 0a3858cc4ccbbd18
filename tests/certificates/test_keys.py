"""Keys are kept encrypted, opened by their passphrase alone, and handed on with a fingerprint."""

import json
from pathlib import Path

import pytest

from tests.fakes.certificates import MemoryRegister
from tests.fixtures.certificates import NOW, PASSPHRASE, PROVIDER
from trainer.certificates.keys import SHORTEST_PASSPHRASE, KeyFolder, SigningKeys
from trainer.certificates.public_keys import (
    export_public_keys,
    keep_public_keys,
    keys_in_use,
    read_key_file,
    trusted_keys,
)
from trainer.errors import TrainerError


@pytest.fixture
def folder(tmp_path: Path) -> KeyFolder:
    return KeyFolder(tmp_path / "keys")


def test_keys_open_with_their_passphrase_alone(folder: KeyFolder) -> None:
    made = folder.create(PROVIDER.name, PASSPHRASE, NOW)
    opened = folder.open(made.public, PASSPHRASE)
    assert opened.public == made.public
    assert opened.token_key.private_bytes_raw() == made.token_key.private_bytes_raw()
    for wrong in ("", PASSPHRASE + " ", PASSPHRASE.upper(), "ñ" * 20):
        with pytest.raises(TrainerError, match="not opened"):
            folder.open(made.public, wrong)


def test_a_short_passphrase_is_refused(folder: KeyFolder, tmp_path: Path) -> None:
    with pytest.raises(TrainerError, match="15"):
        folder.create(PROVIDER.name, "x" * (SHORTEST_PASSPHRASE - 1), NOW)
    assert not (tmp_path / "keys").exists()


def test_the_file_is_private_and_encrypted(folder: KeyFolder) -> None:
    made = folder.create(PROVIDER.name, PASSPHRASE, NOW)
    path = folder.path(made.public)
    text = path.read_text(encoding="ascii")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert text.count("-----BEGIN ENCRYPTED PRIVATE KEY-----") == 2
    assert "BEGIN PRIVATE KEY" not in text
    assert [item.name for item in path.parent.iterdir()] == [f"provider-{made.public.key_id}.pem"]


def test_sample_keys_are_called_so_everywhere(folder: KeyFolder) -> None:
    made = folder.create_sample(PROVIDER.name, NOW)
    path = folder.path(made.public)
    assert path.name.startswith("sample-")
    assert "SAMPLE" in path.read_text(encoding="ascii")
    assert b"SAMPLE" in made.public.certificate
    assert folder.open(made.public).public.sample


def test_a_missing_swapped_or_damaged_file_is_said_kindly(folder: KeyFolder) -> None:
    one, other = (folder.create(PROVIDER.name, PASSPHRASE, NOW) for _n in range(2))
    good = folder.path(one.public).read_bytes()
    folder.path(one.public).write_bytes(folder.path(other.public).read_bytes())
    with pytest.raises(TrainerError, match="not opened"):
        folder.open(one.public, PASSPHRASE)
    for damaged in (b"", good[:200], good[:-300], good.replace(b"Argon2id salt: ", b"Argon2id salt: zz"), b"\xff" * 99):
        folder.path(one.public).write_bytes(damaged)
        with pytest.raises(TrainerError, match="not opened"):
            folder.open(one.public, PASSPHRASE)
    folder.path(one.public).unlink()
    with pytest.raises(TrainerError, match="not on this computer"):
        folder.open(one.public, PASSPHRASE)


def test_an_unwritable_folder_is_said_kindly(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("a file stands here", encoding="utf-8")
    with pytest.raises(TrainerError, match="could not be written"):
        KeyFolder(tmp_path / "keys").create_sample(PROVIDER.name, NOW)


def test_no_log_can_hold_a_private_key(sample_keys: SigningKeys) -> None:
    assert repr(sample_keys) == f"SigningKeys({sample_keys.public.key_id})"


def test_public_keys_come_back_from_their_file(sample_keys: SigningKeys, tmp_path: Path) -> None:
    path = tmp_path / "provider-key.json"
    export_public_keys(sample_keys.public, path)
    assert read_key_file(path) == sample_keys.public


@pytest.mark.parametrize(
    "field", ["provider", "token_key", "certificate", "sample", "fingerprint", "format", "version"]
)
def test_a_changed_key_file_is_refused(sample_keys: SigningKeys, tmp_path: Path, field: str) -> None:
    path = tmp_path / "provider-key.json"
    export_public_keys(sample_keys.public, path)
    values = json.loads(path.read_text(encoding="utf-8"))
    for change in ("x", None, 7, [], "AAAA"):
        path.write_text(json.dumps({**values, field: change}), encoding="utf-8")
        with pytest.raises(TrainerError, match="key file"):
            read_key_file(path)
    path.write_text(json.dumps({**values, "more": 1}), encoding="utf-8")
    with pytest.raises(TrainerError, match="key file"):
        read_key_file(path)


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"\xff", b"{" * 500, b" " * 30_000])
def test_another_file_is_no_key_file(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "provider-key.json"
    path.write_bytes(data)
    with pytest.raises(TrainerError, match="key file"):
        read_key_file(path)


def test_old_keys_stay_trusted(sample_keys: SigningKeys, provider_keys: SigningKeys, folder: KeyFolder) -> None:
    register = MemoryRegister()
    newer = folder.create_sample("Another name", NOW)
    for keys in (sample_keys, provider_keys, newer):
        keep_public_keys(register, keys.public)
    assert set(trusted_keys(register)) == {keys.public.key_id for keys in (sample_keys, provider_keys, newer)}
    assert keys_in_use(register, sample=True) == newer.public
    assert keys_in_use(register, sample=False) == provider_keys.public
    register.keep_value("public_key:damaged", "{}")
    with pytest.raises(TrainerError, match="damaged"):
        trusted_keys(register)
