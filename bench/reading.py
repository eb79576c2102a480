"""Reading against the bare spaCy parse of the same texts, in one run: time as a ratio, start-up, peak memory.

    python bench/reading.py [--reports 60] [--rounds 5] [--check]

The bare parse is the stock pipeline of the same model with all its components. Rounds alternate, so that both sides see
the same machine; CPU time is compared, not wall time, since neighbours hardly touch it. `--check` exits 1 where a limit
is broken: 1.5 times the bare parse, 1.5 s from the shell to the first reading, 500 MB.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

os.environ.setdefault("OMP_NUM_THREADS", "1")

LIMITS = {"ratio": 1.5, "start_s": 1.5, "memory_mb": 500.0}


def main() -> None:
    """Measure and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    measured = measure(options.reports, options.rounds)
    print(json.dumps(measured, indent=2))
    broken = [f"{name} {measured[name]} > {limit}" for name, limit in LIMITS.items() if measured[name] > limit]
    if options.check and broken:
        sys.exit("over the limit: " + ", ".join(broken))


def measure(reports: int, rounds: int) -> dict[str, float]:
    """Seconds of CPU for both, their ratio (median of the rounds), seconds to start, megabytes at the peak."""
    import spacy
    from texts import news

    import sayso
    from sayso.pipeline.reader import model_name

    texts = news(reports)
    words = sum(len(text.split()) for text in texts)
    stock = spacy.load(model_name().split()[0])
    reader = sayso.load()
    made = [sayso.make_report(text, published="2026-01-01") for text in texts]
    bare, ours = [], []
    for _ in range(rounds + 1):  # the first round warms up both sides and is not counted
        bare.append(cpu(lambda: [stock(text) for text in texts]))
        ours.append(cpu(lambda: [reader.read(report) for report in made]))
    ratios = [our / base for our, base in zip(ours[1:], bare[1:], strict=True)]
    return {
        "reports": reports,
        "words": words,
        "bare_words_per_s": round(words / median(bare[1:])),
        "sayso_words_per_s": round(words / median(ours[1:])),
        "ratio": round(median(ratios), 3),
        "ratio_least": round(min(ratios), 3),
        "ratio_most": round(max(ratios), 3),
        **start(texts[0]),
    }


def cpu(work: Callable[[], object]) -> float:
    """Seconds of CPU that this takes."""
    before = time.process_time()
    work()
    return time.process_time() - before


def start(text: str) -> dict[str, float]:
    """From the shell to the first reading on standard output: least CPU seconds of five, and peak memory in MB."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "report.txt")
        file.write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "sayso", "read", str(file), "--published", "2026-01-01", "--json"]
        seconds = []
        for _ in range(5):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return {"start_s": round(min(seconds), 2), "memory_mb": round(after.ru_maxrss / 1024, 1)}


if __name__ == "__main__":
    main()
