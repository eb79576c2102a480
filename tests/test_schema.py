"""The published JSON Schemas: they are valid, strict, and every reading and every incident keeps to them."""

from __future__ import annotations

import copy
import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
import sample
from jsonschema import Draft202012Validator

import sayso
from sayso import core, types
from sayso.intake import Known
from sayso.intake import read_file as read_report
from sayso.pipeline import Reader

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*/*.[th]*"))
SCHEMA = {name: json.loads(core.schema(name)) for name in core.SCHEMAS}


def faults(name: str, value: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(SCHEMA[name]).iter_errors(value)]


@pytest.mark.parametrize("name", SCHEMA)
def test_the_schema_is_itself_valid_and_closed(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMA[name])
    objects = [SCHEMA[name], *SCHEMA[name]["$defs"].values()]
    assert all(o["additionalProperties"] is False for o in objects if o.get("type") == "object")


def test_the_schema_has_the_fields_of_the_types() -> None:
    records = {"reading": SCHEMA["reading"]} | SCHEMA["reading"]["$defs"]
    for name, kind in vars(types).items():
        key = name[:1].lower() + name[1:]
        if dataclasses.is_dataclass(kind) and key in records:
            declared = {field.name.rstrip("_") for field in dataclasses.fields(kind)}
            assert set(records[key]["properties"]) | {"extractor"} == declared | {"extractor"}, name


def test_the_reading_made_by_hand_fits() -> None:
    assert faults("reading", sample.reading().to_dict()) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("events", 0, "type"), "ATTACK"),
        (("events", 0, "said_by"), ["e1"]),
        (("events", 0, "start"), "2025-13-01"),
        (("statements", 0, "act"), "claim"),
        (("statements", 0, "cue"), None),
        (("figures", 0, "low"), -1),
        (("places", 0, "lat"), 91),
        (("times", 0, "type"), "day"),
        (("actors", 0, "country"), "GB"),
        (("report", "id"), "1"),
        (("report", "extra"), 1),
        (("talks", 0, "round"), 0),
        (("made_by", "rules"), "sha256:1"),
    ],
)
def test_what_breaks_the_contract_is_found(path: tuple[str | int, ...], value: object) -> None:
    changed = copy.deepcopy(sample.plain_reading())
    place: Any = changed
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert faults("reading", changed)


def test_readings_and_incidents_of_the_examples_fit(reader: Reader) -> None:
    readings = [reader.read(read_report(path, Known("2025-12-10"))) for path in EXAMPLES]
    assert len(readings) >= 5
    assert [fault for reading in readings for fault in faults("reading", reading.to_dict())] == []
    assert faults("incidents", sayso.link_readings(readings)) == []
    for parties in (["Thailand", "Cambodia"], ["Mali", "JNIM"], ["Mali"]):
        assert faults("board", core.make_board(readings, parties).to_dict()) == []
    assert faults("pairs", core.find_pairs(readings)) == []
