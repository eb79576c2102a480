"""How many people were killed, injured, missing, detained or displaced: the number grammar, what claims a number, and
what must never be a figure."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from sayso.extract.draft import FigureDraft, draft_of
from sayso.extract.figures.numbers import find_numbers, read_number, settled
from sayso.pipeline import Reader, make_report

Row = tuple[str, int | None, int | None]


def split(text: str) -> list[str]:
    """Words and marks, as the tokenizer gives them."""
    return re.findall(r"[\w.,]*\w[–—]?\w*|[^\w\s]", text.lower())


def figures(reader: Reader, text: str) -> list[FigureDraft]:
    return draft_of(reader.parse(make_report(f"A title\n\n{text}", published="2025-06-10"))).figures


def rows(reader: Reader, text: str) -> list[Row]:
    return [(f.kind, f.low, f.high) for f in figures(reader, text)]


@pytest.mark.parametrize(
    ("text", "low", "high", "qualifier"),
    [
        ("nineteen people", 19, 19, None),
        ("1,200 families", 1200, 1200, None),
        ("1,20,000 people", 120000, 120000, None),
        ("two dozen", 24, 24, None),
        ("a dozen others", 12, 12, None),
        ("half a dozen men", 6, 6, None),
        ("two hundred and fifty-six", 256, 256, None),
        ("one hundred thousand", 100000, 100000, None),
        ("2.5 million people", 2500000, 2500000, None),
        ("three lakh people", 300000, 300000, None),
        ("at least five", 5, None, "at least"),
        ("more than a dozen", 12, None, "more than"),
        ("no fewer than 7", 7, None, "no fewer than"),
        ("12 or more", 12, None, "or more"),
        ("50+ people", 50, None, "+"),
        ("up to 25", None, 25, "up to"),
        ("as many as 1,000", None, 1000, "as many as"),
        ("fewer than ten", None, 10, "fewer than"),
        ("about 30,000", 30000, 30000, "about"),
        ("some 4,000 families", 4000, 4000, "some"),
        ("nearly two dozen", 24, 24, "nearly"),
        ("at least about 40", 40, None, "at least"),
        ("dozens", 24, None, "dozens"),
        ("scores of people", 40, None, "scores"),
        ("hundreds", 200, None, "hundreds"),
        ("tens of thousands", 20000, None, "tens of thousands"),
        ("hundreds of thousands", 200000, None, "hundreds of thousands"),
        ("several hundred people", 300, None, "several hundred"),
        ("several", 3, None, "several"),
        ("a handful of men", 3, None, "a handful"),
        ("a couple of boys", 2, 2, None),
        ("between 8 and 12", 8, 12, None),
        ("8 to 12", 8, 12, None),
        ("8-12 dead", 8, 12, None),
        ("8–12 dead", 8, 12, None),
        ("from 15 to 18", 15, 18, None),
        ("one or two men", 1, 2, None),
        ("no one was hurt", 0, 0, None),
        ("nobody", 0, 0, None),
        ("not a single soldier", 0, 0, None),
    ],
)
def test_a_number_says_how_many(text: str, low: int | None, high: int | None, qualifier: str | None) -> None:
    number = next(find_numbers(split(text)))
    assert (number.low, number.high, number.qualifier) == (low, high, qualifier)


@pytest.mark.parametrize(
    "text",
    ["a 72-hour truce", "a 12-year-old", "30 %", "$ 5 million", "40 percent", "20 years", "in 2014 they", "300 km"],
)
def test_money_shares_ages_years_and_lengths_count_nobody(text: str) -> None:
    assert list(find_numbers(split(text))) == []


def test_a_change_keeps_what_it_has_come_to() -> None:
    words = split("from 19 to at least 22")
    number = read_number(words, 0)
    assert number is not None
    assert number.before == 19
    now = settled(words, number)
    assert (now.low, now.high) == (22, None)


def test_numbers_never_overlap_and_stay_inside() -> None:
    words = split("between 8 and 12 or up to two dozen of at least 30 to 4, no one from 3 to several hundred dozens of")
    numbers = list(find_numbers(words))
    assert all(0 <= n.start <= n.core < n.end <= len(words) for n in numbers)
    assert all(a.end <= b.start for a, b in pairwise(numbers))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shelling killed eleven villagers and wounded 20.", [("killed", 11, 11), ("injured", 20, 20)]),
        ("Nine farmers were killed and two dozen injured.", [("killed", 9, 9), ("injured", 24, 24)]),
        ("At least 14 sailors died when the ferry sank.", [("killed", 14, None)]),
        ("The raid left six guards dead.", [("killed", 6, 6)]),
        ("Five miners were found dead and three remain missing.", [("killed", 5, 5), ("missing", 3, 3)]),
        ("Three nurses lost their lives.", [("killed", 3, 3)]),
        ("The flood claimed the lives of 31 people.", [("killed", 31, 31)]),
        ("The blast cost two porters their lives.", [("killed", 2, 2)]),
        ("The clash claimed 17 lives.", [("killed", 17, 17)]),
        ("Two teachers sustained serious injuries.", [("injured", 2, 2)]),
        ("Gunmen abducted some 40 pupils.", [("detained", 40, 40)]),
        ("Rebels took 12 engineers hostage.", [("detained", 12, 12)]),
        ("Fighting has displaced more than 9,000 families.", [("displaced", 9000, None)]),
        ("Tens of thousands of residents have fled.", [("displaced", 20000, None)]),
        ("The killing of four shepherds angered the valley.", [("killed", 4, 4)]),
        ("Clerks counted 21 deaths.", [("killed", 21, 21)]),
        ("A ranger and two cooks were shot dead.", [("killed", 1, 1), ("killed", 2, 2)]),
        ("Nobody was hurt.", [("injured", 0, 0)]),
        ("The fire caused no loss of life.", [("killed", 0, 0)]),
        ("No casualties were reported.", [("killed", 0, 0)]),
        ("The army lost four men.", [("killed", 4, 4)]),
        ("A clinic worker spoke of 11 dead.", [("killed", 11, 11)]),
        ("Two nurses were among 12 people killed in a raid.", [("killed", 2, 2), ("killed", 12, 12)]),
        ("Three nurses and one porter were among the dead.", [("killed", 3, 3), ("killed", 1, 1)]),
        ("Seven people were killed, among them a midwife.", [("killed", 7, 7), ("killed", 1, 1)]),
        ("Two died, one of them a cook, and 20 hurt.", [("killed", 2, 2), ("killed", 1, 1), ("injured", 20, 20)]),
        ("Clashes left eight rebels and one civilian dead.", [("killed", 8, 8), ("killed", 1, 1)]),
        ("A blast hit, and 18 others, three of them boys, were injured.", [("injured", 18, 18), ("injured", 3, 3)]),
        ("A priest counted seven coffins.", [("killed", 7, 7)]),
        ("20-plus pupils were abducted.", [("detained", 20, None)]),
        ("The mine injured a sentry.", [("injured", 1, 1)]),
        ("One sailor suffered a broken arm.", [("injured", 1, 1)]),
        ("Sixteen soldiers were injured; Chad has confirmed only five.", [("injured", 16, 16), ("injured", 5, 5)]),
        ("Fighting displaced 47 families; officials speak of 90.", [("displaced", 47, 47), ("displaced", 90, 90)]),
        ("Rebels kidnapped six girls, two of whom escaped.", [("detained", 6, 6), ("detained", 2, 2)]),
    ],
)
def test_words_of_harm_claim_their_numbers(reader: Reader, text: str, expected: list[Row]) -> None:
    assert rows(reader, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The death toll has risen to 25.", [("killed", 25, 25)]),
        ("The ministry put the death toll at 40.", [("killed", 40, 40)]),
        ("The clinic put the number of wounded at about 60.", [("injured", 60, 60)]),
        ("The army puts its dead at eight.", [("killed", 8, 8)]),
        ("The ministry revised its death toll from 19 to 22.", [("killed", 22, 22)]),
        ("The number of people killed in the landslide stood at 14, up from 12.", [("killed", 14, 14)]),
        ("The union has withdrawn an earlier estimate of up to 25 deaths.", []),
        ("The union withdrew a count of 50 dead.", []),
        ("A raid killed 31. The clinic revised its count down to 22.", [("killed", 31, 31), ("killed", 22, 22)]),
        ("Rebels hold two nurses, taking the number of staff held to 4.", [("detained", 2, 2), ("detained", 4, 4)]),
    ],
)
def test_a_toll_gives_the_number_that_holds(reader: Reader, text: str, expected: list[Row]) -> None:
    assert rows(reader, text) == expected


def test_parts_of_a_number_are_figures_of_their_own(reader: Reader) -> None:
    found = figures(reader, "Rockets killed ten people, including three children, and wounded 15, six of them women.")
    assert [(f.kind, f.low) for f in found] == [("killed", 10), ("killed", 3), ("injured", 15), ("injured", 6)]
    assert found[1].who == "children"


@pytest.mark.parametrize(
    "text",
    [
        "Troops captured five tanks and 30 rifles.",
        "Some 3,000 people marched through the capital.",
        "The strike destroyed 12 houses and killed 200 sheep.",
        "Up to 400 families could be displaced if the dam breaks.",
        "He vowed to kill ten more soldiers.",
        "They did not arrest two of the clerks.",
        "Twelve ships passed on 12 May 2020.",
        "The minister, 54, arrested the slide of the currency.",
        "Two of the gunmen managed to flee.",
        "The lorries will move if the guards return the two that they seized.",
        "A fifth officer was injured.",
    ],
)
def test_what_is_no_victim_or_no_fact_is_no_figure(reader: Reader, text: str) -> None:
    assert rows(reader, text) == []


@pytest.mark.parametrize(
    ("text", "span", "who"),
    [
        ("A bomb killed at least five border guards.", "at least five border guards", "security forces"),
        ("Up to seven of his men were killed.", "Up to seven of his men", "men"),
        ("Three of the wounded died.", "Three of the wounded", "people"),
        ("The mine injured a Bolivian nurse.", "a Bolivian nurse", "medics"),
    ],
)
def test_the_span_is_the_number_with_its_noun(reader: Reader, text: str, span: str, who: str) -> None:
    found = figures(reader, text)
    assert [(f.span.text, f.who) for f in found] == [(span, who)]


def test_a_figure_belongs_to_who_gives_it(reader: Reader) -> None:
    told = "Police said the bomb in Quito killed four clerks. Hours later, shelling in Cuenca killed two boys."
    found = figures(reader, told)
    assert [bool(f.said_by) for f in found] == [True, False]
    assert all(f.event is not None for f in found)
    assert found[0].event is not found[1].event
    attributed = found[0].event
    assert attributed is not None
    assert attributed.said_by


def test_nothing_is_found_in_the_title(reader: Reader) -> None:
    doc = reader.parse(make_report("Bomb kills 12 in market\n\nThe market was closed.", published="2025-06-10"))
    assert draft_of(doc).figures == []


@pytest.mark.parametrize(
    "text", ["", "12", "no", "between", "a", "killed 12 🎯 dead dead", "قتل 12 شخصا", "from 1 to " * 50, "killed ("]
)
def test_any_text_is_survived(reader: Reader, text: str) -> None:
    reader.parse(make_report(text))


def test_long_texts_cost_no_more_than_their_length() -> None:
    words = ["between", "8", "and", "dozens", "of", "a", "no", "from", "12", "to", "-"] * 20000
    assert sum(1 for _ in find_numbers(words)) > 0


def test_who_jails_is_not_jailed(reader: Reader) -> None:
    text = "A judge jailed three suspects for 90 days."
    found = draft_of(reader.parse(make_report(text, published="2026-05-20"))).figures
    assert [(f.kind, f.low, f.event is not None) for f in found] == [("detained", 3, True)]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("A raid killed 17 soldiers and wounded 20, six of them seriously.", ["soldiers", "soldiers", "soldiers"]),
        ("Two soldiers were hurt; nobody was killed.", ["soldiers", "people"]),
        ("Ten people, among them two women, were killed and 30 wounded.", ["people", "women", "people"]),
        ("A mine killed three servicemen.", ["soldiers"]),
    ],
)
def test_a_noun_left_out_is_that_of_the_whole_told_before(reader: Reader, text: str, who: list[str]) -> None:
    assert [f.who for f in figures(reader, text)] == who
