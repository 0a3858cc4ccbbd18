"""Puts the certificate service together: the register, the page, the signer, the keys and the files."""

from trainer.app.workspace import Workspace
from trainer.certificates.files import CertificateFiles
from trainer.certificates.keys import KeyFolder
from trainer.certificates.register import CertificateService, Tools
from trainer.printing.certificate import CertificatePage
from trainer.printing.signature import PadesSigner


def make_certificate_service(workspace: Workspace) -> CertificateService:
    """Builds the service over one installation's records."""
    tools = Tools(
        renderer=CertificatePage(),
        signer=PadesSigner(),
        keys=KeyFolder(workspace.folder / "keys"),
        files=CertificateFiles(workspace.folder / "certificates"),
        clock=workspace.clock,
        notary=workspace.notary,
    )
    return CertificateService(workspace.unit, tools)
