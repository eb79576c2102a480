"""Linking events by ours, by plain SQL over DuckDB and by Splink 5: who is linked, seconds of CPU, memory, same bytes.

    pip install --group linkers        (in an environment of its own, or beside sayso)
    python bench/linkers.py TUNE REPORTED [--sizes 1000 3000 10000]

TUNE and REPORTED are folders of annotated dossiers. All linkers take the same flat records (`sayso.link.mentions`) of
the events as annotated, and the same blocks (`sayso.link.block`); all dossiers of a folder are linked as one ledger.
The thresholds of SQL and Splink are those with the best pairs F1 on TUNE; ours is as it ships. For the sizes the
dossiers of TUNE are told over and over (`bench/linking.py`). Each run is a process of its own. "SQL, our groups" has
the pairs from SQL and groups them as ours does.
"""

from __future__ import annotations

import argparse
import json
import logging
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from linking import shifted

from sayso.evaluate.clusters import measure_b_cubed, measure_pairs
from sayso.evaluate.told import Story, read_stories
from sayso.link import Constraints, link_readings
from sayso.link.block import find_keys, rank
from sayso.link.cluster import Link, find_groups
from sayso.link.compare import words_alike
from sayso.link.mentions import read_mentions
from sayso.link.names import bare_name
from sayso.link.reasons import rules
from sayso.link.records import Mention, to_row
from sayso.link.updates import link_of

Json = dict[str, Any]
Groups = dict[str, str]
MACROS = Path(__file__).with_suffix(".sql")
PLACES = "struct(name varchar, region varchar, kind varchar, country varchar, lat double, lon double)[]"
TEXTS = ("anchor_words", "words", "actors", "recipients", "powers", "speakers", "said_by", "actor_words", "acted_words")
COLUMNS = {
    **dict.fromkeys(("unique_id", "ref", "report", "type", "mode", "status", "toll_of"), "varchar"),
    **dict.fromkeys(("published", "first", "last", "rank"), "bigint"),
    **dict.fromkeys((*TEXTS, "keys"), "varchar[]"),
    **dict.fromkeys(("places", "near"), PLACES),
    "alike": "integer[]",
    "is_another": "boolean",
    "numbers": "struct(kind varchar, low bigint, high bigint)[]",
}
#: Each feature as a call of its macro: its columns in both events, the columns of the second after a `|`, constants.
FEATURES = {
    "report": "report_weight(report|)",
    "type": "type_weight(type|, status|)",
    "mode": "mode_weight(type|, mode|)",
    "place": "place_weight(places|, near|)",
    "day": "day_weight(first last|, type|, status|, published|)",
    "sides": "sides_weight(actors recipients|, powers|)",
    "actors": "role_weight(actors|, actor_words|, powers|, {actors})",
    "recipients": "role_weight(recipients|, acted_words|, powers|, {recipients})",
    "figures": "figures_weight(numbers|)",
    "anchor": "anchor_weight(anchor_words|, alike|)",
    "words": "words_weight(words|, anchor_words|)",
    "speaker": "speaker_weight(speakers|)",
    "toll": "toll_weight(report|, ref|, toll_of|)",
}
KINDS = ("town", "crossing", "base", "admin2", "admin1", "region", "sea", "country")
ROLE = ("same", "alike", "differ", "other")
NEVER = -30.0
#: What Splink is not to estimate: our bookkeeping within one report.
FIXED = {"report", "toll"}
#: What Splink estimates from: pairs of one type and day, and pairs of one place.
TRAINED_ON = ("l.type = r.type and l.first = r.first", "l.places[1].name = r.places[1].name")


# --- the records and the macros -------------------------------------------------------------------------------


def records(readings: Iterable[Json]) -> list[Mention]:
    """The events in the order of all."""
    return sorted((m for reading in readings for m in read_mentions(reading)), key=lambda m: m.order)


def rows(mentions: list[Mention]) -> Iterator[Json]:
    """One flat row an event."""
    for number, mention in enumerate(mentions):
        row = to_row(mention) | {"unique_id": f"{number:07d}", "rank": rank(mention)}
        row |= {"keys": sorted(find_keys(mention)), "alike": sorted(words_alike(mention.anchor_words))}
        for name, parties in (("actor_words", mention.actors), ("acted_words", mention.recipients)):
            told = (bare_name(party).split() for party in parties if not party.startswith("state "))
            row[name] = sorted({word for words in told for word in words})
        yield {name: row[name] for name in COLUMNS}


def call(feature: str, left: str, right: str) -> str:
    """A feature in SQL; `left` and `right` hold `{}` for a column's name."""
    name, _, told = FEATURES[feature].partition("(")
    values = []
    for part in told.removesuffix(")").split(", "):
        if part.startswith("{"):
            values += [str(rules()[part.strip("{}")][key]) for key in ROLE]
        else:
            columns = part.removesuffix("|").split()
            values += [side.format(column) for side in (left, right) for column in columns]
    return f"{name}({', '.join(values)})"


def open_database(mentions: list[Mention]) -> Any:
    """The events in a table of DuckDB, beside the macros."""
    import duckdb

    base = duckdb.connect(config={"threads": 1, "preserve_insertion_order": True})
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows(mentions))
        file.flush()
        base.execute(f"create table event as select * from read_json('{file.name}', columns={COLUMNS})")  # noqa: S608 - no text from outside
    base.execute(MACROS.read_text(encoding="utf-8").partition("\n\n")[2].format_map(weights()))
    return base


def weights() -> Json:
    """The data file as the macros need it: tables as maps, lists as lists of SQL."""
    told = rules()
    pairs = {
        f"{table}s": {f"{a} {b}": w for one, other, w in told[table]["pairs"] for a, b in ((one, other), (other, one))}
        for table in ("type", "mode")
    }
    maps = {**pairs, "kinds": {name: told["place"][name] for name in KINDS}}
    lists = {"rarely": told["mode"]["rarely"], "apart": told["mode"]["apart"], "lasting": told["day"]["lasting"]}
    listed = {name: f"({', '.join(map(repr, value))})" for name, value in lists.items()}
    return told | {name: f"map {value}" for name, value in maps.items()} | listed


# --- plain SQL ------------------------------------------------------------------------------------------------


def sql_pairs(base: Any) -> None:
    """Fill the table `pair`: whoever shares a block, its leaders with all, weighed."""
    base.execute(f"""
        create table block as select key, unique_id as id, row_number() over (partition by key order by rank, unique_id)
            <= {rules()["leaders"]} as leads from (select unnest(keys) as key, unique_id, rank from event);
        create table candidate as select distinct a.id as l, b.id as r from block a join block b using (key)
            where a.id < b.id and (a.leads or b.leads)""")  # noqa: S608
    weights = ", ".join(f"{call(name, 'a.{}', 'b.{}')} as {name}" for name in FEATURES)
    base.execute(f"""
        create table pair as select l, r, {rules()["prior"]} + {" + ".join(f'"{name}"' for name in FEATURES)} as weight
        from (select l, r, a as one, b as other, {weights} from candidate
            join event a on a.unique_id = l join event b on b.unique_id = r where {can_compare("a.{}", "b.{}")})
        where not {is_apart("one.{}", "other.{}", "place", "day", "sides")}""")  # noqa: S608


def can_compare(left: str, right: str) -> str:
    """What is looked at before anything is weighed."""
    both = [side.format(column) for column in ("type", "status") for side in (left, right)]
    both += [side.format(column) for side in (left, right) for column in ("first", "last")]
    return f"can_compare({', '.join([*both, left.format('published'), right.format('published')])})"


def is_apart(left: str, right: str, *weights: str) -> str:
    """What no weight can outvote."""
    both = [side.format(column) for column in ("report", "type", "said_by") for side in (left, right)]
    return f"is_apart({', '.join([*both, right.format('is_another'), *weights])})"


def components(mentions: list[Mention], pairs: Iterable[tuple[str, str]]) -> Groups:
    """Whoever pairs connect (what SQL does by the smallest number of a neighbour, over and over)."""
    root = list(range(len(mentions)))

    def find(at: int) -> int:
        while root[at] != at:
            root[at] = at = root[root[at]]
        return at

    for left, right in pairs:
        one, other = find(int(left)), find(int(right))
        root[max(one, other)] = min(one, other)
    return {mention.ref: mentions[find(n)].ref for n, mention in enumerate(mentions)}


def sql(mentions: list[Mention], thresholds: list[float]) -> list[Groups]:
    """Pairs and components."""
    base = open_database(mentions)
    sql_pairs(base)
    query = "select l, r from pair where weight >= ? order by l, r"
    return [components(mentions, base.execute(query, [limit]).fetchall()) for limit in thresholds]


def sql_our_groups(mentions: list[Mention], thresholds: list[float]) -> list[Groups]:
    """Pairs by SQL, groups as ours."""
    base = open_database(mentions)
    sql_pairs(base)
    return [_our_groups(mentions, base, limit) for limit in thresholds]


def _our_groups(mentions: list[Mention], base: Any, limit: float) -> Groups:
    found = base.execute("select l, r, weight from pair where weight >= ? order by l, r", [limit]).fetchall()
    links = [Link(mentions[int(left)].ref, mentions[int(right)].ref, weight) for left, right, weight in found]
    part_of, sorted_links = components(mentions, _firm(mentions, found)), defaultdict(list)
    for link in links:
        if part_of[link.a] == part_of[link.b]:
            sorted_links[part_of[link.a]].append(link)
    parts = defaultdict(list)
    for mention in mentions:
        parts[part_of[mention.ref]].append(mention)
    groups = (group for name, part in parts.items() for group in find_groups(part, sorted_links[name], Constraints()))
    return {mention.ref: group.members[0].ref for group in groups for mention in group.members}


def _firm(mentions: list[Mention], found: list[tuple[str, str, float]]) -> Iterator[tuple[str, str]]:
    """The strong ones, and of each event its best few."""
    best: dict[str, list[tuple[str, str, float]]] = defaultdict(list)
    for pair in sorted(found, key=lambda pair: (-pair[2], mentions[int(pair[0])].ref, mentions[int(pair[1])].ref)):
        for end in pair[:2]:
            best[end].append(pair)
    strong, few = float(rules()["strong"]), int(rules()["best"])
    kept = {pair for pairs in best.values() for pair in pairs[:few]} | {pair for pair in found if pair[2] >= strong}
    return ((left, right) for left, right, _ in sorted(kept))


# --- Splink ---------------------------------------------------------------------------------------------------


def levels_of(feature: str) -> list[float]:
    """The weights that a feature can have, largest first; 0 is "cannot be judged" where others speak against."""
    told = rules()
    pairs = [weight for _, _, weight in told.get(feature, {}).get("pairs", ())]
    wanted = {
        "report": [told["prior_within"] - told["prior"], 0.0],
        "type": [told["type"]["same"], *pairs, *(weight - 1 for weight in pairs)],
        "mode": [*(told["mode"][name] for name in ("rare", "same", "differ", "never")), *pairs],
        "place": [*(told["place"][name] for name in (*KINDS, "within", "near", "differ", "far"))],
        "day": [weight for name, weight in told["day"].items() if name != "lasting"],
        "sides": [told["direction"]["opposite"], told["parties"]["same"], told["parties"]["turned"]],
        "words": [1.6, 1.2, 0.8, 0.5, told["words"]["least"], 0.0],
        "figures": [told["figures"][name] for name in ("same", "close", "differ")],
    }.get(feature) or [weight for weight in told[feature].values() if isinstance(weight, float)]
    can_speak_against = min(wanted) < 0 and feature != "report"
    nothing = set() if can_speak_against else {0.0}
    return sorted(({float(weight) for weight in wanted} - {0.0}) | nothing, reverse=True)


def coarse(weights: list[float]) -> list[float]:
    """The best, what else speaks for it, and the rest: EM finds no more levels than that in a few hundred events."""
    return sorted({weights[0], min(weight for weight in weights if weight > 0), weights[-1]}, reverse=True)


def comparison(feature: str, *, is_trained: bool) -> Json:
    """A feature as Splink has it: a level for each of its weights."""
    weights, value = levels_of(feature), call(feature, "{}_l", "{}_r")
    if is_trained and feature not in FIXED:
        weights = coarse(weights)
    levels: list[Json] = []
    if 0.0 not in weights:
        levels.append({"sql_condition": f"{value} = 0", "is_null_level": True, "label_for_charts": "not judged"})
    levels += [{"sql_condition": f"{value} >= {w - 0.005:.3f}", "label_for_charts": f"{w}"} for w in weights[:-1]]
    levels.append({"sql_condition": "ELSE", "label_for_charts": f"{weights[-1]}"})
    if not is_trained or feature in FIXED:
        for level, weight in zip(levels[-len(weights) :], weights, strict=True):
            level |= {"m_probability": 0.05 * 2**weight, "u_probability": 0.05}
            level |= {"fix_m_probability": True, "fix_u_probability": True}
    return {"output_column_name": feature, "comparison_levels": levels}


def kept_apart() -> Json:
    """A weight that nothing outvotes, for pairs that are never one; a third event may still join them."""
    left, right = "{}_l", "{}_r"
    rule = is_apart(left, right, *(call(name, left, right) for name in ("place", "day", "sides")))
    fixed = {"u_probability": 0.05, "fix_m_probability": True, "fix_u_probability": True}
    levels = [
        {"sql_condition": rule, "m_probability": 0.05 * 2.0**NEVER, **fixed},
        {"sql_condition": "ELSE", "m_probability": 0.05, **fixed},
    ]
    return {"output_column_name": "kept_apart", "comparison_levels": levels}


def splink(mentions: list[Mention], thresholds: list[float], *, is_trained: bool) -> list[Groups]:
    """Splink with the weights of ours, or with those that it estimates from the events."""
    from splink import DuckDBAPI, Linker, SettingsCreator

    logging.disable(logging.WARNING)
    blocks = f"l.keys = r.keys and {can_compare('l.{}', 'r.{}')}"
    odds = 2 ** float(rules()["prior"])
    settings = SettingsCreator(
        link_type="dedupe_only",
        probability_two_random_records_match=odds / (1 + odds),
        comparisons=[*(comparison(feature, is_trained=is_trained) for feature in FEATURES), kept_apart()],
        blocking_rules_to_generate_predictions=[{"blocking_rule": blocks, "arrays_to_explode": ["keys"]}],
        retain_matching_columns=False,
    )
    api = DuckDBAPI(connection=open_database(mentions))
    linker = Linker(api.register("event", table_name="events"), settings, log_level=logging.ERROR)
    if is_trained:
        linker.training.estimate_u_using_random_sampling(max_pairs=2e5, seed=1)
        for rule in TRAINED_ON:
            linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.inference.predict(threshold_match_weight=min(thresholds))
    groups = []
    for limit in thresholds:
        made = linker.clustering.cluster_pairwise_predictions_at_threshold(found, threshold_match_weight=limit)
        groups.append({mentions[int(r["unique_id"])].ref: r["cluster_id"] for r in made.as_record_list()})
    return groups


# --- the runs -------------------------------------------------------------------------------------------------


def ours(readings: list[Json], thresholds: list[float]) -> list[Groups]:
    """As `sayso link`."""
    made = link_readings(readings)["incidents"]
    return [{ref: row["id"] for row in made for ref in row["events"]}] * len(thresholds)


LINKERS: dict[str, Callable[[list[Mention], list[float]], list[Groups]]] = {
    "SQL": sql,
    "SQL, our groups": sql_our_groups,
    "Splink, our weights": lambda mentions, limits: splink(mentions, limits, is_trained=False),
    "Splink, trained": lambda mentions, limits: splink(mentions, limits, is_trained=True),
}
NEEDED = {"sayso": (), "SQL": ("duckdb",), "Splink": ("splink", "duckdb", "pyarrow", "sqlglot")}
GRID = [float(limit) / 2 for limit in range(17)]


def measured(name: str, readings: list[Json], limits: list[float]) -> Json:
    """Groups with what they cost, in this process."""
    start = time.process_time()
    found = ours(readings, limits) if name == "ours" else LINKERS[name](records(readings), limits)
    seconds = time.process_time() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"groups": found, "seconds": round(seconds, 1), "memory_mb": memory, "sha256": [digest(g) for g in found]}


def digest(groups: Groups) -> str:
    """The same for the same groups, whatever they are called."""
    parts: dict[str, list[str]] = defaultdict(list)
    for ref, group in groups.items():
        parts[str(group)].append(ref)
    return sha256(json.dumps(sorted(sorted(part) for part in parts.values())).encode()).hexdigest()[:12]


def quality(stories: list[Story], groups: Groups) -> list[float]:
    """F1 of pairs and B-cubed, in per cent."""
    gold = {ref: chain for story in stories for ref, chain in story.chains.items()}
    return [round(measure(gold, groups).f1, 1) for measure in (measure_pairs, measure_b_cubed)]


def readings_of(options: argparse.Namespace, folder: Path, size: int) -> list[Json]:
    """The dossiers of a folder as annotated, told over and over where a size is given."""
    readings = [reading for story in read_stories(folder) for reading in story.readings]
    readings = readings if not size else list(shifted(readings, size, skewed=False))
    return readings[::-1] if options.backwards else readings


def alone(*arguments: object) -> Json:
    """One run in a process of its own."""
    command = [sys.executable, __file__, *map(str, arguments)]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def weights_differ(mentions: list[Mention]) -> str:
    """How many likely pairs SQL and ours weigh alike, of those that either finds."""
    base = open_database(mentions)
    sql_pairs(base)
    likely = base.execute("select l, r, weight from pair where weight >= 0").fetchall()
    told = {(int(a), int(b)): weight for a, b, weight in likely}
    candidates = base.execute("select l, r from candidate").fetchall()
    links = {(int(a), int(b)): link_of(mentions[int(a)], mentions[int(b)]) for a, b in candidates}
    mine = {pair: link.weight for pair, link in links.items() if link is not None}
    same = sum(abs(mine[pair] - told[pair]) < 0.011 for pair in mine.keys() & told.keys())
    return f"{same} of {len(mine.keys() | told.keys())} likely pairs weigh the same in SQL and in ours"


def installed(names: Iterable[str]) -> str:
    """Packages with their versions, and megabytes on the disk."""
    told, size = [], 0
    for name in names:
        try:
            package = distribution(name)
        except PackageNotFoundError:
            sys.exit(f"{name} is not installed: pip install --group linkers")
        told.append(f"{name} {package.version}")
        files = (Path(str(file.locate())) for file in package.files or ())
        size += sum(file.stat().st_size for file in files if file.is_file())
    return f"{', '.join(told) or 'nothing'}: {size / 1e6:.0f} MB"


def report(options: argparse.Namespace) -> None:
    """The table, line by line as it is measured."""
    tune, told = list(read_stories(options.tune)), list(read_stories(options.reported))
    print(weights_differ(records(readings_of(options, options.tune, 0))))
    for name, packages in NEEDED.items():
        print(f"{name} needs {installed(packages)}")
    for name in ("ours", *LINKERS):
        limits = [0.0] if name == "ours" else GRID
        runs = alone("--one", name, "--limits", *limits, "--", options.tune)["groups"]
        scores = [quality(tune, groups) for groups in runs]
        best = limits[max(range(len(limits)), key=lambda n: scores[n][0])]
        there = alone("--one", name, "--limits", best, "--", options.reported)["groups"][0]
        print(f"{name}: from {best}; pairs and B-cubed {max(scores)} (tuned on), {quality(told, there)}", flush=True)
        for size in options.sizes:
            arguments = ("--one", name, "--size", size, "--limits", best)
            runs = [alone(*arguments, *more, "--", options.tune) for more in ((), (), ("--backwards",))]
            same, any_order = (runs[0]["sha256"] == run["sha256"] for run in runs[1:])
            cost = f"{runs[0]['seconds']} s, {runs[0]['memory_mb']} MB"
            print(f"  {size}: {cost}, same twice {same}, in any order {any_order}", flush=True)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tune", type=Path)
    parser.add_argument("reported", type=Path, nargs="?")
    parser.add_argument("--sizes", type=int, nargs="*", default=[1000, 3000, 10_000])
    for name, kind in (("--size", int), ("--one", str)):
        parser.add_argument(name, type=kind, help=argparse.SUPPRESS)
    parser.add_argument("--limits", type=float, nargs="+", default=[0.0], help=argparse.SUPPRESS)
    parser.add_argument("--backwards", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        readings = readings_of(options, options.tune, options.size)
        print(json.dumps(measured(options.one, readings, options.limits)))
    else:
        report(options)


if __name__ == "__main__":
    main()
