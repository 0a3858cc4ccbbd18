"""A token is accepted as it was signed, and in no other spelling."""

import base64
import random
import string
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

import pytest
import segno

from tests.fixtures.certificates import APPROVED, NOW, PROVIDER, Paper, certificate_facts
from trainer.canonical import canonical_bytes
from trainer.certificates import token as room
from trainer.certificates.facts_json import facts_hash
from trainer.certificates.keys import KeyFolder, SigningKeys
from trainer.certificates.token import LONGEST_TOKEN, TokenFault, TokenReason, sign_token, verify_token
from trainer.errors import TrainerError

SIGNS = string.ascii_letters + string.digits + "-_.=+/ \n\0é"
CORE = room._payload(certificate_facts())


def encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def signed(payload: bytes, keys: SigningKeys, header: bytes | None = None) -> str:
    """Signs anything at all, as only a thief of the key could."""
    head = header if header is not None else room._HEADER % keys.public.key_id.encode()
    body = f"{encoded(head)}.{encoded(payload)}"
    return f"{body}.{encoded(keys.token_key.sign(body.encode()))}"


def refusal(token: str, paper: Paper) -> TokenReason | None:
    try:
        verify_token(token, paper.trusted)
    except TokenFault as fault:
        return fault.reason
    return None


def single_edits(token: str) -> Iterator[str]:
    for place, old in enumerate(token):
        before, after = token[:place], token[place + 1 :]
        for sign in SIGNS:
            if sign != old:
                yield before + sign + after
            yield before + sign + old + after
        yield before + after
    yield from (token + sign for sign in SIGNS)


def test_a_token_says_what_was_signed(real_paper: Paper) -> None:
    found, facts = verify_token(real_paper.token, real_paper.trusted), real_paper.facts
    assert (found.number, found.legal_name, found.programme_id) == (facts.number, facts.legal_name, facts.programme_id)
    assert (found.started_on, found.completed_on, found.issued_on) == (
        date(2026, 11, 30),
        date(2027, 3, 12),
        date(2027, 3, 15),
    )
    assert (found.programme_minutes, found.credited_minutes, found.competencies) == (4800, 4812, 3)
    assert (found.provider_name, found.sample) == (PROVIDER.name, False)
    assert found.facts_hash == facts_hash(facts)


def test_every_single_edit_is_refused(paper: Paper, tell: Callable[[str], None]) -> None:
    reasons = Counter(refusal(edit, paper) for edit in single_edits(paper.token))
    tell(f"{reasons.total()} edits tried: {dict(reasons)}")
    assert reasons[None] == 0
    assert reasons.total() > 80_000
    assert set(reasons) >= {TokenReason.SHAPE, TokenReason.ENCODING, TokenReason.HEADER, TokenReason.SIGNATURE}


def test_control_without_the_signature_check_edits_pass(
    paper: Paper, monkeypatch: pytest.MonkeyPatch, tell: Callable[[str], None]
) -> None:
    monkeypatch.setattr(room.Ed25519PublicKey, "from_public_bytes", lambda _raw: _Believing())
    passed = sum(refusal(edit, paper) is None for edit in single_edits(paper.token))
    tell(f"{passed} edits pass without the signature check")
    assert passed > 1000


def test_control_without_the_one_spelling_spare_bits_pass(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last sign of a 64-byte signature has 4 spare bits: 15 other spellings, which no signature can tell."""
    last_edits = [paper.token[:-1] + sign for sign in string.ascii_letters + string.digits if sign != paper.token[-1]]
    assert {refusal(edit, paper) for edit in last_edits} <= {TokenReason.ENCODING, TokenReason.SIGNATURE}
    monkeypatch.setattr(room, "_decoded", lambda text: base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    assert sum(refusal(edit, paper) is None for edit in last_edits) >= 10


class _Believing:
    def verify(self, _signature: bytes, _data: bytes) -> None:
        """Finds everything good."""


@pytest.mark.parametrize(
    "header",
    [
        b'{"alg":"none","kid":"%s","typ":"trainer-certificate+1"}',
        b'{"alg":"HS256","kid":"%s","typ":"trainer-certificate+1"}',
        b'{"alg":"EdDSA","kid":"%s","typ":"trainer-certificate+2"}',
        b'{"alg":"EdDSA","kid":"%s","typ":"trainer-packet+1"}',
        b'{"kid":"%s","alg":"EdDSA","typ":"trainer-certificate+1"}',
        b'{"alg": "EdDSA", "kid": "%s", "typ": "trainer-certificate+1"}',
        b'{"alg":"EdDSA","kid":"%s","typ":"trainer-certificate+1","crit":[]}',
        b'{"alg":"EdDSA","alg":"none","kid":"%s","typ":"trainer-certificate+1"}',
        b'{"alg":"EdDSA","jwk":{},"kid":"%s","typ":"trainer-certificate+1"}',
        b"%s",
    ],
)
def test_no_other_header_is_accepted_even_when_truly_signed(paper: Paper, header: bytes) -> None:
    token = signed(canonical_bytes(CORE), paper.keys, header % paper.keys.public.key_id.encode())
    assert refusal(token, paper) is TokenReason.HEADER


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'{"c":1.0}',
        canonical_bytes(CORE)[:-1] + b',"w":"Other"}',
        canonical_bytes(CORE).replace(b'"c":3', b'"c": 3'),
        canonical_bytes(CORE).replace(b'"c":3', b'"c":true'),
        canonical_bytes(CORE).replace(b'"c":3', b'"c":NaN'),
        canonical_bytes(CORE).replace(b'"c":3', b'"c":1e400'),
        canonical_bytes({**CORE, "x": 1}),
        canonical_bytes({**CORE, "s": 1}),
        canonical_bytes({**CORE, "s": False}),
        canonical_bytes({**CORE, "m": [4800, 4799]}),
        canonical_bytes({**CORE, "m": [0, 0]}),
        canonical_bytes({**CORE, "d": ["2027-03-12", "2026-11-30", "2027-03-15"]}),
        canonical_bytes({**CORE, "d": ["2027-3-12", "2027-03-12", "2027-03-15"]}),
        canonical_bytes({**CORE, "d": ["2027-02-30", "2027-03-12", "2027-03-15"]}),
        canonical_bytes({**CORE, "f": "00"}),
        canonical_bytes({key: value for key, value in CORE.items() if key != "w"}),
        b"[" * 900,
    ],
)
def test_a_truly_signed_text_that_is_no_certificate_is_refused(paper: Paper, payload: bytes) -> None:
    """Control: the same way of signing is accepted with the right payload."""
    assert refusal(signed(canonical_bytes(CORE), paper.keys), paper) is None
    assert refusal(signed(payload, paper.keys), paper) in {TokenReason.CONTENT, TokenReason.ENCODING}


def test_other_keys_are_refused(paper: Paper, real_paper: Paper, tmp_path: object) -> None:
    assert refusal(real_paper.token, paper) is TokenReason.UNKNOWN_KEY
    body = paper.token.rpartition(".")[0]
    forged = f"{body}.{encoded(real_paper.keys.token_key.sign(body.encode()))}"
    assert refusal(forged, paper) is TokenReason.SIGNATURE


@pytest.mark.parametrize("text", ["", ".", "..", "...", "a.b.c", "eyJ" * 2000, "é.é.é", "\0.\0.\0"])
def test_other_texts_are_refused(paper: Paper, text: str) -> None:
    assert refusal(text, paper) is not None


@pytest.mark.nightly
def test_a_hundred_thousand_random_edits_are_refused(paper: Paper, tell: Callable[[str], None]) -> None:
    chance = random.Random(20270315)
    accepted = tried = 0
    while tried < 100_000:
        signs = list(paper.token)
        for _edit in range(chance.randint(1, 6)):
            signs[chance.randrange(len(signs))] = chance.choice(SIGNS)
        edit = "".join(signs)
        if edit != paper.token:
            tried += 1
            accepted += refusal(edit, paper) is None
    tell(f"{tried} random edits tried")
    assert accepted == 0


def test_sample_keys_sign_nothing_but_samples(sample_keys: SigningKeys) -> None:
    with pytest.raises(ValueError, match="samples alone"):
        sign_token(certificate_facts(sample=False, provider=APPROVED), sample_keys)


@pytest.mark.parametrize("length", [1, 20, 60, 100, 180])
def test_a_token_fits_a_code_of_version_20(paper: Paper, length: int) -> None:
    facts = certificate_facts(legal_name=("Maria de los Angeles " * 10)[:length].strip() or "x")
    token = sign_token(facts, paper.keys)
    assert len(token) <= LONGEST_TOKEN
    assert segno.make_qr(token, error="m", boost_error=False).version <= 20
    assert verify_token(token, paper.trusted).legal_name == facts.legal_name


def test_a_name_that_fits_no_code_is_refused_kindly(paper: Paper) -> None:
    with pytest.raises(TrainerError, match="too long"):
        sign_token(certificate_facts(legal_name="Ж" * 200), paper.keys)


def test_keys_of_the_same_name_do_not_stand_in(paper: Paper, tmp_path_factory: pytest.TempPathFactory) -> None:
    twin = KeyFolder(tmp_path_factory.mktemp("twin")).create_sample(PROVIDER.name, NOW)
    assert refusal(sign_token(paper.facts, twin), paper) is TokenReason.UNKNOWN_KEY
