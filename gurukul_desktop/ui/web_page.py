"""Shows a page of the web in the student's own browser."""

import sys

from PySide6.QtCore import QProcess, QProcessEnvironment, QUrl
from PySide6.QtGui import QDesktopServices

from gurukul_desktop import system_programs


def open_page(address: str) -> bool:
    """Hand a page to the browser; False if the system knows of none.

    ``address`` has been checked: whatever it is, the system opens it.
    """
    if sys.platform.startswith("linux") and _detached("xdg-open", address):
        return True
    return QDesktopServices.openUrl(QUrl(address, QUrl.ParsingMode.StrictMode))


def _detached(program: str, argument: str) -> bool:
    """Start a program of the system, which gets nothing of this app's surroundings."""
    environment = QProcessEnvironment()
    for name, text in system_programs.environment().items():
        environment.insert(name, text)
    process = QProcess()
    process.setProgram(program)
    process.setArguments([argument])
    process.setProcessEnvironment(environment)
    process.setStandardOutputFile(QProcess.nullDevice())
    process.setStandardErrorFile(QProcess.nullDevice())
    return bool(process.startDetached())
