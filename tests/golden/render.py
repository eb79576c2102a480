"""A reading as lines that a person can check against the report: one finding a line, in its own words.

`python tests/golden/render.py` writes the `.out` beside each `.txt` anew; read the difference before you commit it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sayso.pipeline import Reader, load, make_report
from sayso.types import Reading

FOLDER = Path(__file__).parent


def reports() -> list[Path]:
    """The reports, each named by its day of publication."""
    return sorted(FOLDER.glob("*.txt"))


def render(path: Path, reader: Reader) -> str:
    """What is read in a report, as lines."""
    report = make_report(path.read_bytes().decode(), published=path.name[:10])
    return "\n".join(_lines(reader.read(report))) + "\n"


def _lines(reading: Reading) -> Iterator[str]:
    names = {actor.id: actor.name for actor in reading.actors}
    places = {place.id: place.name for place in reading.places}
    yield from _world(reading, names)
    yield from _statements(reading, names)
    yield from _events(reading, names, places)
    yield from _standings(reading, names, places)


def _world(reading: Reading, names: dict[str, str]) -> Iterator[str]:
    for actor in reading.actors:
        of = f" of {names[actor.of]}" if actor.of else ""
        side = f" for {names[actor.for_]}" if actor.for_ and actor.for_ != actor.id else ""
        yield f"actor {actor.name} ({actor.kind}, {actor.country}){of}{side}"
    for place in reading.places:
        yield f"place {place.name} ({place.kind}, {place.country}, {place.admin1})"
    for time in reading.times:
        yield f"time {time.span.quote!r} {time.value} {time.start}/{time.end} {time.grain}"


def _statements(reading: Reading, names: dict[str, str]) -> Iterator[str]:
    for s in reading.statements:
        more = [f"{name} {value}" for name, value in (("medium", s.medium), ("on", s.said_on), ("in", s.via)) if value]
        content = " ... ".join(span.quote for span in s.content)
        yield f"{s.id} {names.get(s.speaker or '', '?')} [{s.cue.quote}] {' '.join([s.act, *more])}: {content}"


def _events(reading: Reading, names: dict[str, str], places: dict[str, str]) -> Iterator[str]:
    for e in reading.events:
        who = f"{_names(e.actors, names)} > {_names(e.recipients, names)}"
        where = f"{_names(e.places, places)} {e.start}/{e.end} {e.status} {' '.join(e.said_by)}"
        yield f"{e.id} {e.anchor.quote!r} {e.type} {e.mode} | {who} | {where}".rstrip()
    for f in reading.figures:
        yield f"{f.id} {f.span.quote!r} {f.kind} {f.low}..{f.high} {f.who} {f.event} {' '.join(f.said_by)}".rstrip()
    for k in reading.positions:
        yield f"{k.id} {names[k.actor]} {k.stance} {k.on}"


def _standings(reading: Reading, names: dict[str, str], places: dict[str, str]) -> Iterator[str]:
    for c in reading.conditions:
        yield f"{c.id} {_quotes(c.outcome)} <- {_quotes(c.depends_on)} ({names.get(c.set_by or '', '?')})"
    for m in reading.measures:
        by, toward = names.get(m.by or "", "?"), names.get(m.toward or "", "?")
        yield f"{m.id} {m.what.quote!r} {m.kind} | {by} > {toward} | {m.from_}/{m.to} {m.state}"
    for n in reading.talks:
        parties = f"{_names(n.parties, names)} by {_names(n.mediators, names)}"
        yield f"{n.id} {n.span.quote!r} | {parties} | {n.round} {n.date} {places.get(n.place or '')} {n.state}"


def _names(ids: tuple[str, ...], names: dict[str, str]) -> str:
    return ", ".join(names[i] for i in ids) or "-"


def _quotes(spans: tuple[object, ...]) -> str:
    return " ... ".join(repr(getattr(span, "quote", "")) for span in spans)


if __name__ == "__main__":
    loaded = load()
    for report in reports():
        report.with_suffix(".out").write_text(render(report, loaded), encoding="utf-8")
