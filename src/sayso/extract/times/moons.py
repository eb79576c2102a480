"""Calendars by which feasts move: new moons, the equinox, the Jewish year, Easter of both churches.

New moons after J. Meeus, Astronomical Algorithms (2nd ed.), chapter 49, its fifteen largest terms: within some minutes.
The Islamic month begins on the day after the new moon, as seen from Mecca (the rule of the Umm al-Qura calendar, here
with one fixed hour): against the days proclaimed in Riyadh from 2017 to 2026 one of thirty is off by a day, as are
countries that wait for their own sighting. The Jewish year after Reingold and Dershowitz, Calendrical Calculations.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from math import radians, sin

#: The first new moon of 2000, and from which one the Islamic year 1446 counts.
FIRST_MOON = datetime(2000, 1, 6, 14, 20, 38)
MUHARRAM = 303
MONTH = 29.530588861
MOONS_A_YEAR = 12.3685
#: A new moon before this hour (universal time) is a month's last day, a later one the day before.
MECCA = 13
#: Degrees at the first new moon and their growth a month: of sun, moon, the moon's latitude and node.
SUN, MOON = (2.5534, 29.1053567), (201.5643, 385.81693528)
LATITUDE, NODE = (160.7108, 390.67050284), (124.7746, -1.5637)
#: Days, and how often each of sun, moon and latitude counts.
TERMS = (
    (-0.40720, 0, 1, 0), (0.17241, 1, 0, 0), (0.01608, 0, 2, 0), (0.01039, 0, 0, 2), (0.00739, -1, 1, 0),
    (-0.00514, 1, 1, 0), (0.00208, 2, 0, 0), (-0.00111, 0, 1, -2), (-0.00057, 0, 1, 2), (0.00056, 1, 2, 0),
    (-0.00042, 0, 3, 0), (0.00042, 1, 0, 2), (0.00038, 1, 0, -2), (-0.00024, -1, 2, 0),
)  # fmt: skip
#: Monday, 7 September 3761 BC of the Gregorian calendar, as an ordinal of `datetime`.
CREATION = -1373427


@cache
def new_moon(number: int) -> datetime:
    """The new moon with this number, that of 6 January 2000 being 0, in universal time."""
    century = number / 1236.85
    sun, moon, latitude, node = (start + step * number for start, step in (SUN, MOON, LATITUDE, NODE))
    eccentricity = 1 - 0.002516 * century
    days = MONTH * number + 0.00015437 * century**2 - 0.00017 * sin(radians(node))
    for size, suns, moons, latitudes in TERMS:
        days += size * eccentricity ** abs(suns) * sin(radians(suns * sun + moons * moon + latitudes * latitude))
    return FIRST_MOON + timedelta(days)


def moons_of(year: int) -> Iterator[int]:
    """The numbers of the new moons of a year, and of those just before and after it."""
    first = round((year - 2000) * MOONS_A_YEAR)
    return iter(range(first - 2, first + 15))


def islamic(year: int, month: int, day: int) -> list[date]:
    """The days of a year of ours on which this day of the Islamic year falls: none, one or two."""
    firsts = (month_start(n) for n in moons_of(year) if (n - MUHARRAM) % 12 == month - 1)
    days = [first + timedelta(day - 1) for first in firsts]
    return [day for day in days if day.year == year]


def month_start(number: int) -> date:
    """The first day of the Islamic month that begins with this new moon."""
    moon = new_moon(number)
    return moon.date() + timedelta(2 if moon.hour >= MECCA else 1)


def month_end(first: date) -> date:
    """The last day of the Islamic month with this first day."""
    return min(start for n in moons_of(first.year) if (start := month_start(n)) > first) - timedelta(1)


def lunar_new_year(year: int) -> list[date]:
    """The first day of the Chinese year: a new moon, in Beijing, between 21 January and 20 February."""
    days = ((new_moon(n) + timedelta(hours=8)).date() for n in moons_of(year))
    return [day for day in days if date(year, 1, 21) <= day <= date(year, 2, 20)][:1]


def diwali(year: int) -> list[date]:
    """Diwali: the last sunset in India before the new moon that falls between 17 October and 15 November."""
    sunset = timedelta(hours=13, minutes=15)  # an hour after it: the moon has to be old for a while yet
    moons = (new_moon(n) for n in moons_of(year))
    return [(moon - sunset).date() for moon in moons if date(year, 10, 17) <= moon.date() <= date(year, 11, 15)]


def nowruz(year: int) -> list[date]:
    """The day of the spring equinox, of one after noon in Tehran the day after it (mean equinox: Meeus, chapter 27)."""
    millennia = (year - 2000) / 1000
    days = 365242.37404 * millennia + 0.05169 * millennia**2
    equinox = datetime(2000, 3, 20, 7, 26) + timedelta(days)
    return [(equinox + timedelta(hours=3.5 + 12)).date()]


def _elapsed(jewish: int) -> int:
    """Days from the epoch of the Jewish calendar to the new moon of Tishri, put off where it falls on certain days."""
    months = (235 * jewish - 234) // 19
    parts = 12084 + 13753 * months
    day = 29 * months + parts // 25920
    return day + (3 * (day + 1) % 7 < 3)


def rosh_hashanah(year: int) -> date:
    """The Jewish New Year that falls in a year of ours."""
    jewish = year + 3761
    before, this, after = (_elapsed(jewish + n) for n in (-1, 0, 1))
    late = 2 if after - this == 356 else int(this - before == 382)
    return date.fromordinal(CREATION + this + late)


def jewish_feasts(year: int) -> dict[str, date]:
    """The feasts of the Jewish calendar in a year of ours; each begins on the evening before."""
    new_year, length = rosh_hashanah(year), (rosh_hashanah(year + 1) - rosh_hashanah(year)).days
    passover = new_year - timedelta(163)
    return {
        "rosh": new_year,
        "kippur": new_year + timedelta(9),
        "sukkot": new_year + timedelta(14),
        "hanukkah": new_year + timedelta(83 + (length % 10 == 5)),
        "purim": passover - timedelta(30),
        "passover": passover,
        "shavuot": passover + timedelta(50),
    }


def easter(year: int) -> date:
    """Easter Sunday of the western churches (the method of Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - ((b - (b + 8) // 25 + 1) // 3) + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the eastern churches (the method of Meeus for the Julian calendar)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(year // 100 - year // 400 - 2)
