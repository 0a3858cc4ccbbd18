"""What the operating system must bring: the libraries that Qt loads, and what the tests call."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys

# Shared library → the Debian and Ubuntu package that brings it. These are the names that Qt's core libraries and its
# two desktop plug-ins (X11 and Wayland) ask the loader for and do not carry themselves.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libbrotlidec.so.1": "libbrotli1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libstdc++.so.6": "libstdc++6",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libzstd.so.1": "libzstd1",
}

# Command → package. Only the tests call these: to read our PDFs with somebody else's eyes, and to be a desktop that
# locks its screen.
TEST_COMMANDS = {
    "dbus-daemon": "dbus-daemon",
    "pdfsig": "poppler-utils",
    "pdftotext": "poppler-utils",
    "pdftoppm": "poppler-utils",
}


class MissingError(Exception):
    """Something that only the person at the computer can bring; the message says exactly how."""


def missing_packages(*, for_tests: bool) -> list[str]:
    """Returns the packages that this computer lacks, found by trying to load what they bring."""
    if sys.platform != "linux":
        return []
    packages = {package for library, package in QT_LIBRARIES.items() if not _loads(library)}
    if for_tests:
        packages |= {package for command, package in TEST_COMMANDS.items() if not shutil.which(command)}
    return sorted(packages)


def install(packages: list[str]) -> None:
    """Installs packages as root on Debian or Ubuntu; anywhere else says what to type.

    Raises:
        MissingError: We may not install here, or the installation failed.
    """
    command = f"apt-get update && apt-get install -y {' '.join(packages)}"
    if not shutil.which("apt-get"):
        raise MissingError(
            "Please install what these Debian packages bring, under your system's own names, and try again:\n"
            f"    {' '.join(packages)}"
        )
    if os.geteuid() != 0:
        raise MissingError(f"Please type this, and try again:\n    sudo sh -c '{command}'")
    _apt_get("update")  # Its outcome does not matter: the lists may be there already, and install tells if not.
    result = _apt_get("install", "-y", "--no-install-recommends", *packages)
    if result.returncode != 0:
        raise MissingError(f"{result.stdout}\nThe system could not install them. This was tried:\n    {command}")


def _apt_get(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "NEEDRESTART_SUSPEND": "1"}
    return subprocess.run(
        ["apt-get", "-qq", *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
