"""The whole main job with no display: study, exam, certificate, verification, reports, pictures of every screen."""

from trainer.demo.run import run_demo

__all__ = ["run_demo"]
