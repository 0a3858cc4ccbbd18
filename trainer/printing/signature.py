"""Signs a finished PDF so that nothing in it may change: PAdES B-B with the provider's P-256 key."""

from datetime import datetime
from io import BytesIO
from typing import Any

from trainer.certificates.keys import SigningKeys
from trainer.certificates.signature_blob import low_signature

FIELD = "ProviderSignature"


class PadesSigner:
    """Signs certificates; see :class:`trainer.certificates.register.PdfSigner`."""

    def prepare(self) -> None:
        """Imports the signing library, which takes most of a second."""
        import pyhanko.sign.signers  # noqa: F401

    def sign(self, pdf: bytes, keys: SigningKeys, at: datetime, reason: str) -> bytes:
        """Signs the whole file and certifies it with "no changes allowed".

        Args:
            pdf: A finished PDF without a signature.
            keys: The opened keys.
            at: The moment written beside the signature; offline it is the provider's word.
            reason: Shown by PDF readers beside the signature.
        """
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.sign import fields, signers
        from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter

        meta = signers.PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm="sha256",
            reason=reason,
            name=keys.public.provider_name,
            certify=True,
            subfilter=SigSeedSubFilter.PADES,
            docmdp_permissions=MDPPerm.NO_CHANGES,
        )
        spec = fields.SigFieldSpec(FIELD)
        signer = _at_moment(signers.PdfSigner, at)(meta, _signer(keys), new_field_spec=spec)
        output = BytesIO()
        signer.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), output=output)
        return output.getvalue()


def _at_moment(base: Any, at: datetime) -> Any:
    """Makes the library write our clock's moment instead of reading the computer's."""

    class Signer(base):  # type: ignore[misc]
        def init_signing_session(self, *arguments: Any, **options: Any) -> Any:
            session = super().init_signing_session(*arguments, **options)
            session.system_time = at
            return session

    return Signer


def _signer(keys: SigningKeys) -> Any:
    """Gives the library a signer that never hands the private key out."""
    from asn1crypto import x509  # type: ignore[import-untyped]
    from asn1crypto.algos import SignedDigestAlgorithm  # type: ignore[import-untyped]
    from pyhanko.sign import signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    class ProviderSigner(signers.Signer):
        async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
            return low_signature(keys.page_key, data)

    return ProviderSigner(
        signing_cert=x509.Certificate.load(keys.public.certificate),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
        signature_mechanism=SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
        embed_roots=False,
    )
