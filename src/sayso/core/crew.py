"""Reads many reports in this process or in several; the outcomes come in the order of the reports either way."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from sayso.core.reading import guarded, read_report
from sayso.errors import ReadingError, SaysoError
from sayso.types import Reading, Report

Named = tuple[str, Report]
Outcome = Reading | SaysoError
ENDED = "reading it ended the process (out of memory, or a fault in a library)"


class Crew:
    """So many processes that read; with one, this one. Use it in a `with`.

    A report that ends its process fails alone, where there are several; it ends everything where there is one.
    """

    def __init__(self, workers: int = 1, judge: Path | str | None = None) -> None:
        self._workers = workers
        self._judge = judge
        self._pool: ProcessPoolExecutor | None = None

    def read(self, reports: Sequence[Named]) -> Iterator[Outcome]:
        """The reading of each report, or the reason why there is none. Raises ModelError."""
        if self._workers == 1:
            return (_read(name, report, self._judge) for name, report in reports)
        return self._read_in_pool(deque(reports))

    def _read_in_pool(self, waiting: deque[Named]) -> Iterator[Outcome]:
        while waiting:
            pool = self._pool = self._pool or self._start(self._workers)
            futures = [pool.submit(_read, name, report, self._judge) for name, report in waiting]
            try:
                for future in futures:
                    outcome = future.result()
                    waiting.popleft()
                    yield outcome
            except BrokenProcessPool:  # by one of those under way: the first of them is tried alone
                self.close()
                yield self._read_alone(*waiting.popleft())

    def _read_alone(self, name: str, report: Report) -> Outcome:
        with self._start(1) as pool:
            try:
                return pool.submit(_read, name, report, self._judge).result()
            except BrokenProcessPool:
                return ReadingError(name, ENDED)

    def _start(self, workers: int) -> ProcessPoolExecutor:
        """Fresh processes: what a library started in this one is not safe to copy."""
        return ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), initializer=_leave_interrupts)

    def close(self) -> None:
        """Send the processes home."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def _leave_interrupts() -> None:
    """Ctrl-C goes to all processes of a terminal; the one that records decides."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _read(name: str, report: Report, judge: Path | str | None) -> Outcome:
    return guarded(name, partial(read_report, report, judge))
