"""Which computer this is: the id of its chain of lines, and the key that signs the chain's ends.

Records that are found without the key that they know were carried here from another computer: two computers must not
write one chain, so a new one begins.
"""

from pathlib import Path

from sqlalchemy import Connection, Engine

from trainer.clock import Clock
from trainer.hours.device_key import DeviceKey, make_device_key
from trainer.identifiers import new_id
from trainer.store.doubt_store import CHAIN_BEFORE, SqlDoubtStore
from trainer.store.failures import in_plain_words
from trainer.store.places import Places, create_private, flush, move_into_place
from trainer.store.register_store import SqlRegisterStore

DEVICE = "device_id"
"""The name of the kept value that tells this computer's chain of lines from others."""

DEVICE_KEY = "device_key"
"""The name of the kept value that says which key belongs to it: the key's fingerprint, never the key."""


def device_of_file(engine: Engine, places: Places, clock: Clock) -> tuple[str, DeviceKey]:
    """Returns this computer's id and key, for records that lie in a file of its own."""
    key = _key(places)
    with engine.begin() as connection:
        register = SqlRegisterStore(connection)
        kept = register.kept_values()
        known = kept.get(DEVICE)
        is_ours = kept.get(DEVICE_KEY, key.fingerprint) == key.fingerprint
        if known is None or not is_ours or _is_torn(connection, known):
            before, known = known, new_id(clock.now())
            register.keep_value(DEVICE, known)
            if before:
                register.keep_value(CHAIN_BEFORE + known, before)
        if kept.get(DEVICE_KEY) != key.fingerprint:
            register.keep_value(DEVICE_KEY, key.fingerprint)
    return known, key


def device_of_computer(places: Places, clock: Clock, engine: Engine) -> tuple[str, DeviceKey]:
    """Keeps the id beside the key: on a server all computers would share it, and their chains would be one.

    The file holds the id and, behind it, the fingerprint of the key that belongs to it.
    """
    with places.hold(), in_plain_words(places.device):
        key = _key(places)
        known, _space, fingerprint = kept = _read(places.device).partition(" ")
        if not known or fingerprint not in ("", key.fingerprint) or _is_torn_on(engine, known):
            before, known = known, new_id(clock.now())
            if before:
                with engine.begin() as connection:
                    SqlRegisterStore(connection).keep_value(CHAIN_BEFORE + known, before)
        wanted = (known, " ", key.fingerprint)
        if kept != wanted:
            _write(places.device, "".join(wanted))
        return known, key


def _is_torn_on(engine: Engine, device_id: str) -> bool:
    with engine.begin() as connection:
        return _is_torn(connection, device_id)


def _is_torn(connection: Connection, device_id: str) -> bool:
    """Says whether a chain is not as it was written: then it must not go on.

    What was written behind a torn place would hang on it, or be taken for the forgery of what was signed, and this
    computer's next signature would cover what somebody else put there.
    """
    return bool(SqlDoubtStore(connection).chain(device_id).findings)


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return ""


def _key(places: Places) -> DeviceKey:
    """Reads the key, or makes one; what cannot be read as a key is none, and its chain has ended."""
    with in_plain_words(places.key):
        try:
            return DeviceKey(bytes.fromhex(places.key.read_text(encoding="ascii")))
        except (FileNotFoundError, ValueError):
            key = make_device_key()
            _write(places.key, key.seed.hex())
            return key


def _write(path: Path, text: str) -> None:
    part = path.with_suffix(".part")
    create_private(part)
    part.write_text(text, encoding="ascii")
    flush(part)
    move_into_place(part, path)
