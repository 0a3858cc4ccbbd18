"""The one form that our PDF signatures have (CMS, PAdES B-B), computed so that it can be compared, not parsed.

Reference: RFC 5652 (CMS), RFC 5035 (signing certificate), ETSI EN 319 142-1 (PAdES).
"""

import hashlib

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePrivateKey
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

_SHA256 = bytes.fromhex("300d06096086480165030402010500")
_ECDSA_SHA256 = bytes.fromhex("300a06082a8648ce3d040302")
_DATA = bytes.fromhex("06092a864886f70d010701")
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_CONTENT_TYPE = bytes.fromhex("06092a864886f70d010903")
_MESSAGE_DIGEST = bytes.fromhex("06092a864886f70d010904")
_SIGNING_CERTIFICATE = bytes.fromhex("060b2a864886f70d010910022f")
_VERSION_1 = bytes.fromhex("020101")

_P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551

_SEQUENCE, _SET, _OCTETS, _INTEGER, _CONTEXT_0, _DIRECTORY_NAME = 0x30, 0x31, 0x04, 0x02, 0xA0, 0xA4


def signature_blob(certificate: bytes, digest: bytes, signature: bytes) -> bytes:
    """Returns the CMS bytes of a signature.

    Args:
        certificate: X.509, DER; trusted.
        digest: SHA-256 of the signed ranges of the file.
        signature: ECDSA over :func:`signed_attributes`, DER.
    """
    signer = _node(
        _SEQUENCE,
        _VERSION_1,
        _node(_SEQUENCE, *_issuer_and_serial(certificate)),
        _SHA256,
        _node(_CONTEXT_0, _attributes(certificate, digest)),
        _ECDSA_SHA256,
        _node(_OCTETS, signature),
    )
    signed = _node(
        _SEQUENCE,
        _VERSION_1,
        _node(_SET, _SHA256),
        _node(_SEQUENCE, _DATA),
        _node(_CONTEXT_0, certificate),
        _node(_SET, signer),
    )
    return _node(_SEQUENCE, _SIGNED_DATA, _node(_CONTEXT_0, signed))


def signed_attributes(certificate: bytes, digest: bytes) -> bytes:
    """Returns the bytes that the key really signs."""
    return _node(_SET, _attributes(certificate, digest))


def low_signature(key: EllipticCurvePrivateKey, data: bytes) -> bytes:
    """Signs with ECDSA and SHA-256; of the two signatures that are equally good, gives the lower one."""
    r, s = decode_dss_signature(key.sign(data, ECDSA(SHA256())))
    return encode_dss_signature(r, min(s, _P256_ORDER - s))


def is_low(signature: bytes) -> bool:
    """Says whether it is the lower one; the other could be made by anyone, out of this one."""
    return decode_dss_signature(signature)[1] <= _P256_ORDER // 2


def _attributes(certificate: bytes, digest: bytes) -> bytes:
    issuer, serial = _issuer_and_serial(certificate)
    names = _node(_SEQUENCE, _node(_DIRECTORY_NAME, issuer))
    reference = _node(_SEQUENCE, _node(_OCTETS, hashlib.sha256(certificate).digest()), _node(_SEQUENCE, names, serial))
    listed = _node(_SEQUENCE, _node(_SEQUENCE, reference))
    return (
        _node(_SEQUENCE, _CONTENT_TYPE, _node(_SET, _DATA))
        + _node(_SEQUENCE, _MESSAGE_DIGEST, _node(_SET, _node(_OCTETS, digest)))
        + _node(_SEQUENCE, _SIGNING_CERTIFICATE, _node(_SET, listed))
    )


def _issuer_and_serial(certificate: bytes) -> tuple[bytes, bytes]:
    found = x509.load_der_x509_certificate(certificate)
    number = found.serial_number
    return found.issuer.public_bytes(), _node(_INTEGER, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def _node(tag: int, *parts: bytes) -> bytes:
    """Writes one DER value: tag, shortest length, content."""
    content = b"".join(parts)
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + content
