"""Quality floors on dossiers of our own: they only ever go up. New texts do about as well as these (see docs)."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.evaluate import evaluate_layer
from sayso.pipeline import Reader

DOSSIERS = Path(__file__).parent / "dossiers"
#: F1 of a measure, or per cent of a share; each about a point under what was measured when it was set.
FLOORS = {
    "attribution": {
        "content and source met": 85.0,
        "content and source exact": 76.0,
        "cue exact": 86.0,
        "act right": 86.0,
    },
    "times": {"relaxed": 98.0, "strict": 97.0, "value": 91.0},
}


@pytest.mark.slow
@pytest.mark.parametrize("layer", FLOORS)
def test_quality_stays_over_its_floors(layer: str, reader: Reader) -> None:
    figures = evaluate_layer(layer, DOSSIERS, reader)
    told = {m.name: m.f1 for m in figures.measures} | {s.name: s.percent for s in figures.shares}
    assert {name: told[name] for name, floor in FLOORS[layer].items() if told[name] < floor} == {}
