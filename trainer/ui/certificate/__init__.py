"""Certificate: what is met and what is missing, the page itself, printing and saving it."""

from trainer.certificates.register import CertificateService
from trainer.cohorts.accounts import AccountService
from trainer.cohorts.people import Person
from trainer.hours.service import HoursContext
from trainer.i18n import _
from trainer.ui.certificate.presenter import CertificatePresenter, PageTools
from trainer.ui.certificate.rendering import pdf_page_image, save_jpeg
from trainer.ui.certificate.view import CertificateWidget
from trainer.ui.navigation import Navigator
from trainer.ui.runner import Runner, WhileOpen
from trainer.ui.screen import ClosingScreen, Screen
from trainer.ui.widgets.printer import pdf_pages

__all__ = ["CertificatePresenter", "CertificateWidget", "build_certificate"]


def build_certificate(
    *,
    certificates: CertificateService,
    accounts: AccountService,
    context: HoursContext,
    actor: Person,
    learner_id: str,
    runner: Runner,
    navigator: Navigator,
) -> Screen:
    """Builds the screen of one enrolment; ``actor`` is at the screen, ``learner_id`` is whose certificate it is."""
    view = CertificateWidget()
    mine = WhileOpen(runner)
    tools = PageTools(pdf_page_image, pdf_pages, save_jpeg)
    presenter = CertificatePresenter(view, certificates, accounts, context, tools, mine, navigator, actor, learner_id)
    view.name_given.connect(presenter.save_name)
    view.goal_chosen.connect(presenter.follow)
    view.issue_pressed.connect(presenter.issue)
    view.print_pressed.connect(presenter.print_page)
    view.pdf_pressed.connect(presenter.save_pdf)
    view.jpeg_pressed.connect(presenter.save_jpeg)
    view.choose_pressed.connect(presenter.choose_file)
    view.file_dropped.connect(presenter.check_file)
    view.code_given.connect(presenter.check_code)
    presenter.open()
    return ClosingScreen(view, _("Certificate"), mine, keep=presenter)
