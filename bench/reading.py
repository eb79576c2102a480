"""Reading against the bare spaCy parse of the same texts, in one run: time as a ratio, start-up, peak memory.

    python bench/reading.py [--reports 60] [--rounds 5] [--check]

The bare parse is the stock pipeline of the same model with all its components. Rounds alternate, so that both sides see
the same machine; CPU time is compared, not wall time, since neighbours hardly touch it. `--check` exits 1 where a limit
is broken: 1.5 times the bare parse, 1.2 times the bare start (seconds say more about the machine: importing spaCy and
loading the model takes 0.9 to 2 s of CPU on the ones seen), 500 MB.
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

LIMITS = {"ratio": 1.5, "start_ratio": 1.2, "memory_mb": 500.0}


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
    """From the shell to the first reading: least CPU seconds of five, beside the bare model's; peak memory in MB."""
    from sayso.pipeline.reader import model_name

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "report.txt")
        file.write_text(text, encoding="utf-8")
        ours = [sys.executable, "-m", "sayso", "read", str(file), "--published", "2026-01-01", "--json"]
        load = f"import spacy; spacy.load({model_name().split()[0]!r})(open({str(file)!r}, encoding='utf-8').read())"
        bare = [sys.executable, "-c", load]
        pairs = [(child_cpu(ours), child_cpu(bare)) for _ in range(5)]
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    started, bare_started = min(our for our, _ in pairs), min(base for _, base in pairs)
    return {
        "start_s": round(started, 2),
        "start_ratio": round(started / bare_started, 2),
        "memory_mb": round(memory, 1),
    }


def child_cpu(command: list[str]) -> float:
    """Seconds of CPU that a command takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
