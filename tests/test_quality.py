"""Quality floors on dossiers of our own: they only ever go up, unless dossiers join. New texts do about as well."""

from __future__ import annotations

from pathlib import Path

import pytest

from sayso.evaluate import evaluate_layer
from sayso.pipeline import Reader

DOSSIERS = Path(__file__).parent / "dossiers"
#: F1 of a measure, or per cent of a share; each about a point under what was measured when it was set.
FLOORS = {
    "attribution": {
        "content and source met": 86.5,
        "content and source exact": 77.0,
        "cue exact": 88.0,
        "act right": 85.0,
    },
    "times": {"relaxed": 97.0, "strict": 95.0, "value": 90.5},
}


@pytest.mark.slow
@pytest.mark.parametrize("layer", FLOORS)
def test_quality_stays_over_its_floors(layer: str, reader: Reader) -> None:
    figures = evaluate_layer(layer, DOSSIERS, reader)
    told = {m.name: m.f1 for m in figures.measures} | {s.name: s.percent for s in figures.shares}
    assert {name: told[name] for name, floor in FLOORS[layer].items() if told[name] < floor} == {}
