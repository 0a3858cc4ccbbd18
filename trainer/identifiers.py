"""Keys made by the client: UUIDv7, so that rows from many devices sort by time and never collide."""

import secrets
import uuid
from datetime import datetime


def new_id(now: datetime) -> str:
    """Makes a UUIDv7 (RFC 9562, section 5.7) for the given moment.

    Args:
        now: Timezone-aware; its milliseconds become the first 48 bits. The time inside an id is never evidence.

    Returns:
        The 36-character lowercase form.
    """
    milliseconds = int(now.timestamp() * 1000) & (2**48 - 1)
    value = milliseconds << 80 | 0x7 << 76 | secrets.randbits(12) << 64 | 0b10 << 62 | secrets.randbits(62)
    return str(uuid.UUID(int=value))
