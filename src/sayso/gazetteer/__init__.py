"""The gazetteer: which places bear a name, as far as the shipped tables and GeoNames know.

    gazetteer().find("El Fasher")      the places of that name, the main ones first
    gazetteer().begins("South")        whether longer names go on from there

It only looks names up; which place a report means is decided by `sayso.extract.places`, with the report before it.
"""

from __future__ import annotations

from sayso.gazetteer.names import fold
from sayso.gazetteer.places import Country, Entry, Gazetteer, gazetteer

__all__ = ["Country", "Entry", "Gazetteer", "fold", "gazetteer"]
