"""Which of this machine's identities this window is.

A tester runs two windows side by side, and each must be a user of its own. So the data
folder holds numbered identities; a window takes the first that no other window holds,
and keeps it locked for as long as it runs.
"""

import logging
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLockFile

from gurukul_desktop.history import FileHistory, History, MemoryHistory
from gurukul_desktop.session.block_store import BlockStore, FileBlocks, MemoryBlocks
from gurukul_desktop.session.report_store import FileReports, MemoryReports, ReportStore
from gurukul_desktop.signaling.tokens import FileTokens, MemoryTokens, TokenStore

log = logging.getLogger(__name__)

MOST_WINDOWS: Final = 32


class Identity:
    """One window's tokens, unanswered reports, blocked people and history, and the lock of all.

    Attributes:
        number: of this identity, from 1; None where nothing can be kept.
    """

    def __init__(self, data_dir: Path) -> None:
        self.number: int | None = None
        self._lock: QLockFile | None = None
        self.tokens: TokenStore = MemoryTokens()
        self.reports: ReportStore = MemoryReports()
        self.blocks: BlockStore = MemoryBlocks()
        self.history: History = MemoryHistory()
        try:
            data_dir.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            log.warning("the data folder cannot be used, nothing is remembered: %s", error.strerror)
            return
        for number in range(1, MOST_WINDOWS + 1):
            lock = QLockFile(str(data_dir / f"identity-{number}.lock"))
            lock.setStaleLockTime(0)  # stale only when the process that holds it is gone
            if lock.tryLock(0):
                self._lock = lock
                self.number = number
                self.tokens = FileTokens(data_dir / f"identity-{number}.json")
                self.reports = FileReports(data_dir / f"reports-{number}.json")
                self.blocks = FileBlocks(data_dir / f"blocks-{number}.json")
                self.history = FileHistory(data_dir / f"history-{number}.jsonl")
                return
            if lock.error() is not QLockFile.LockError.LockFailedError:
                return

    def release(self) -> None:
        """Leave the identity to the next window. Idempotent."""
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None
