"""The places of a report: which names are places, which place they mean, and what is kept where none is known."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from sayso.extract.draft import PlaceDraft, draft_of
from sayso.gazetteer import gazetteer
from sayso.pipeline import Reader, make_report

Find = Callable[[str], Doc]


@pytest.fixture(scope="module")
def find(reader: Reader) -> Find:
    """Reads a text as the body of a report."""
    return lambda text: reader.parse(make_report(text, published="2026-01-21"))


def named(doc: Doc) -> dict[str, PlaceDraft]:
    """The places by the words of their mentions."""
    return {span.text: place for place in draft_of(doc).places for span in place.mentions}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Shells fell near Kupiansk and Izium on Sunday.", {"Kupiansk", "Izium"}),
        ("A Doha-based envoy will visit the Gulf, Oman's ministry said.", {"Doha", "Gulf", "Oman"}),
        ("Troops left Somali Region for Dire Dawa.", {"Somali", "Dire Dawa"}),
        ("The two met in Washington, D.C. on Friday.", {"Washington, D.C."}),
        ("Shells fell on the Kupiansk-Svatove road.", {"Kupiansk", "Svatove"}),
        ("Residents of nearby Balad fled.", {"Balad"}),
        ("Troops captured Gao and Ansongo.", {"Gao", "Ansongo"}),
        ("Gunmen stormed a market in northern Mopti province.", {"Mopti"}),
        ("The convoy left Gao for Menaka at dawn.", {"Gao", "Menaka"}),
        ("A drone hit the port of Hodeidah in Yemen.", {"Hodeidah", "Yemen"}),
        ("Clashes spread across the Sahel, from Mali to Niger.", {"Sahel", "Mali", "Niger"}),
        ("Ships collided off Mischief Reef in the South China Sea.", {"Mischief Reef", "South China Sea"}),
        ("Trucks queued at the Bab al-Hawa crossing from Turkey.", {"Bab al-Hawa", "Turkey"}),
        ("Two people were shot in Athens, Ga., police said.", {"Athens", "Ga."}),
        ("Two men from Aurora, Colo., were held.", {"Aurora", "Colo."}),
        ("The U.S. and the UK urged restraint.", {"U.S.", "UK"}),
        ("Troops entered al-Qaim and Deir ez-Zor.", {"al-Qaim", "Deir ez-Zor"}),
        ("Fighting reached Port-au-Prince, Haiti.", {"Port-au-Prince", "Haiti"}),
    ],
)
def test_places_are_found_with_their_bare_names(find: Find, text: str, names: set[str]) -> None:
    assert set(named(find(text))) == names


@pytest.mark.parametrize(
    "text",
    [
        "Afghan and Pakistani officers met their Sudanese colleagues.",
        "Mr. Hamilton told reporters that the plan had failed.",
        "General Lincoln Austin said that nothing had changed.",
        "The University of Khartoum closed its gates.",
        "The Bank of England raised its rate.",
        "The Kivu Teachers Association called a strike.",
        "He praised the White House and the Red Cross.",
        "On Monday, March was said to be the worst month.",
        "The Islamic State said that it had done it.",
        "THEY HAVE TOLD US THAT WE MUST LEAVE.",
        "Thai soldiers and Spanish monitors spoke to a Canadian doctor.",
        "Nobody was hurt, according to Lincoln.",
        "The Niger Bend Press and the Kabul Evening Times reported it.",
        "The frigate HMS Montrose and the destroyer USS Laramie sailed on.",
        "He had the Marburg virus.",
        "A bus stopped on Wichita Drive and on Victoria St. on Nov 3.",
        "Andrew Jordan and Bill Holland lost. Holland blamed the weather.",
        "Franklin, who is forty, stayed at home.",
        "The TAPI pipeline is late.",
        "The Congo River Alliance and the Niger Delta Avengers denied it.",
        "Boats sank on the Dnipro River.",
    ],
)
def test_what_is_no_place(find: Find, text: str) -> None:
    assert named(find(text)) == {}


def test_datelines_count_and_their_agencies_do_not(find: Find) -> None:
    text = "Shops reopen\n\nBAMAKO, Jan. 20 (Sahel Wire) - Shops reopened in the capital, traders said on Tuesday."
    places = named(find(text))
    assert set(places) == {"BAMAKO"}
    assert (places["BAMAKO"].name, places["BAMAKO"].kind, places["BAMAKO"].country) == ("Bamako", "town", "ML")


def test_the_title_is_no_content(find: Find) -> None:
    assert set(named(find("Blast in Kirkuk\n\nA bomb went off in Mosul on Monday, officials said."))) == {"Mosul"}


@pytest.mark.parametrize(
    ("text", "name", "kind", "country"),
    [
        ("A school burned down in Kunduz province, in Afghanistan.", "Kunduz", "admin1", "AF"),
        ("A school burned down in the city of Kunduz, Afghanistan.", "Kunduz", "town", "AF"),
        ("Rebels hold parts of Tripoli and Zahle, Lebanese officials said in Beirut.", "Tripoli", "town", "LB"),
        ("Rebels hold parts of Tripoli and Misrata, Libyan officials said in Benghazi.", "Tripoli", "town", "LY"),
        ("A tornado hit Paris, Texas, on Friday.", "Paris", "town", "US"),
        ("Talks went on in Paris on Friday.", "Paris", "town", "FR"),
        ("The court in Atlanta, Georgia, ruled on Friday.", "Georgia", "admin1", "US"),
        ("Protesters in Tbilisi, Georgia, rallied on Friday.", "Georgia", "country", "GE"),
        ("Washington rejected the plan.", "Washington", "town", "US"),
        ("The United States urged Georgia to wait, officials in Washington said.", "Georgia", "country", "GE"),
        ("Two people were shot in Atlanta and Macon, police in Georgia said.", "Georgia", "admin1", "US"),
        ("Gunmen killed nine people in Mali's Mopti region.", "Mopti", "admin1", "ML"),
        ("Floods hit Niger and Kogi states, Nigeria's government said.", "Niger", "admin1", "NG"),
        ("Snow fell in Fulton County located in Illinois.", "Fulton County", "admin2", "US"),
        ("It was seen in Alberta, Ontario and New Brunswick.", "Ontario", "admin1", "CA"),
        ("In Cauca, rebels attacked Argelia. Cali and Jamundi stayed calm.", "Argelia", "town", "CO"),
        ("Asmara denies it.", "Asmara", "town", "ER"),
        ("A bus burned in Salem. Willamette University and the Oregon State Fair closed.", "Salem", "town", "US"),
        ("Gunmen killed ten people in Niger State, Nigerian police said.", "Niger", "admin1", "NG"),
        ("The army of Niger said that it had lost ten men.", "Niger", "country", "NE"),
        ("Pristina and Belgrade accused each other after a blast in Kosovo.", "Kosovo", "country", "XK"),
    ],
)
def test_one_of_several(find: Find, text: str, name: str, kind: str, country: str) -> None:
    place = named(find(text))[name]
    assert (place.kind, place.country) == (kind, country)


def test_a_report_is_one_story(find: Find) -> None:
    """Small names follow the places around them: these three exist in several states."""
    text = "Fires burned in Lamar County, Texas. Paris lost ten houses, and Blossom and Reno two each, the county said."
    places = named(find(text))
    assert all(places[name].admin1 == "Texas" for name in ("Lamar County", "Paris"))
    assert places["Paris"].lat == pytest.approx(33.66, abs=0.1)


def test_a_disputed_place_lies_in_no_country(find: Find) -> None:
    places = named(find("Boats met off Scarborough Shoal, and soldiers on the Golan Heights and in Kashmir."))
    assert {place.country for place in places.values()} == {None}
    assert {place.kind for place in places.values()} == {"sea", "region"}


@pytest.mark.parametrize(
    ("text", "name", "both"),
    [
        ("Boats met off Scarborough Shoal.", "Scarborough Shoal", "Bajo de Masinloc, Huangyan Dao"),
        ("Ships circled the Diaoyu Islands on Sunday.", "Diaoyu/Senkaku Islands", "Diaoyu Dao, Senkaku Islands"),
        ("Jets flew over the Senkakus on Sunday.", "Diaoyu/Senkaku Islands", "Diaoyu Dao, Senkaku Islands"),
    ],
)
def test_a_disputed_place_shows_the_names_of_the_sides(find: Find, text: str, name: str, both: str) -> None:
    draft = draft_of(find(text))
    assert [(place.name, place.country) for place in draft.places] == [(name, None)]
    assert (draft.places[0], f"the sides call it {both}") in draft.notes


@pytest.mark.parametrize(
    ("text", "kind", "country", "lat", "lon"),
    [
        ("Trucks waited at Ghulam Khan and at Bashmaq.", "crossing", "IR", 35.6, 46.0),
        ("Drones hit Belbek airfield.", "base", "UA", 44.7, 33.6),
        ("Families fled to Bidibidi.", "base", "UG", 3.5, 31.4),
        ("Rebels hold the Adrar des Ifoghas.", "region", "ML", 19.5, 1.8),
        ("A tanker ran aground in the Sunda Strait.", "sea", "ID", -6.0, 105.8),
        ("Water rose behind the Grand Ethiopian Renaissance Dam.", "base", "ET", 11.2, 35.1),
    ],
)
def test_our_own_table(find: Find, text: str, kind: str, country: str, lat: float, lon: float) -> None:
    place = draft_of(find(text)).places[-1]
    assert (place.kind, place.country) == (kind, country)
    assert (place.lat, place.lon) == (pytest.approx(lat, abs=0.3), pytest.approx(lon, abs=0.3))


def test_a_row_of_our_own_table_lies_in_its_unit(find: Find) -> None:
    """Boma is a city of Congo, too."""
    assert named(find("Herders fled Boma in Jonglei state."))["Boma"].country == "SS"


def test_names_of_one_place_are_one_place(find: Find) -> None:
    doc = find("The United States and America differ. The U.S. said so in Kyiv, formerly Kiev.")
    united_states, kyiv = draft_of(doc).places
    assert [span.text for span in united_states.mentions] == ["United States", "America", "U.S."]
    assert [span.text for span in kyiv.mentions] == ["Kyiv", "Kiev"]
    assert kyiv.uses == ["literal", "literal"]


def test_every_token_of_a_mention_knows_its_place(find: Find) -> None:
    doc = find("The raid on Port Sudan killed nobody.")
    draft = draft_of(doc)
    assert {doc[i].text: place.name for i, place in draft.place_at.items()} == {
        "Port": "Port Sudan",
        "Sudan": "Port Sudan",
    }
    assert [span.text for span in doc.spans["sayso/places"]] == ["Port Sudan"]


@pytest.mark.parametrize(
    ("text", "name", "kind", "country", "admin1"),
    [
        ("Raiders burned the village of Umbalakuri, in Borno, at night.", "Umbalakuri", "town", "NG", "Borno"),
        ("Raiders burned huts in Umbalakuri, Borno state, at night.", "Umbalakuri", "town", "NG", "Borno"),
        ("Raiders burned huts in the Umbalakuri district, witnesses said.", "Umbalakuri", "admin2", None, None),
        ("Raiders attacked Umbalakuri village at night.", "Umbalakuri", "town", None, None),
        ("Raiders burned Borno's Umbalakuri district.", "Umbalakuri", "admin2", "NG", "Borno"),
        ("Raiders burned huts in Bama and Umbalakuri, Borno state.", "Umbalakuri", "town", "NG", "Borno"),
        ("Raiders burned huts in Umbalakuri Township, Borno state.", "Umbalakuri", "town", "NG", "Borno"),
        ("Raiders captured Umbalakuri in the Mandara Mountains.", "Umbalakuri", "town", None, None),
    ],
)
def test_a_place_outside_the_gazetteer(
    find: Find, text: str, name: str, kind: str, country: str | None, admin1: str | None
) -> None:
    doc = find(text)
    place = named(doc)[name]
    assert (place.kind, place.country, place.admin1) == (kind, country, admin1)
    assert (place.lat, place.lon, place.gazetteer) == (None, None, None)
    assert any(about is place and "not in the gazetteer" in note for about, note in draft_of(doc).notes)


@pytest.mark.parametrize(
    ("text", "words", "name", "country"),
    [
        ("Drones struck Kadogli in South Kordofan, Sudan.", "Kadogli", "Kadugli", "SD"),
        ("Troops raided al-Bireh in the West Bank.", "al-Bireh", "Al Birah", "PS"),
        ("In Syria, fighters entered Edlib.", "Edlib", "Idlib", "SY"),
    ],
)
def test_other_spellings_count_where_the_report_plays(
    find: Find, text: str, words: str, name: str, country: str
) -> None:
    doc = find(text)
    place = named(doc)[words]
    assert (place.name, place.country) == (name, country)
    assert (place, f"the report writes {words}") in draft_of(doc).notes


def test_other_spellings_do_not_count_elsewhere(find: Find) -> None:
    assert "Kadogli" not in named(find("In Syria, fighters entered Kadogli."))


def test_a_person_after_a_scene_is_no_place(find: Find) -> None:
    assert set(named(find("In Damascus, Ahmed al-Sharaa received an envoy."))) == {"Damascus"}


def test_a_known_first_word_is_not_the_place(find: Find) -> None:
    doc = find("The village of Gao Maru burned, in Sagaing, Myanmar.")
    assert {place.name for place in draft_of(doc).places} == {"Gao Maru", "Sagaing", "Myanmar"}


def test_the_only_country_of_a_report_is_that_of_its_unknown_places(find: Find) -> None:
    doc = find("Raiders burned Umbalakuri village. Police in Maiduguri confirmed it.")
    place = named(doc)["Umbalakuri"]
    assert (place.country, place.admin1, place.lat) == ("NG", None, None)
    assert any(about is place and "the only one of the report" in note for about, note in draft_of(doc).notes)


@pytest.mark.parametrize(
    ("text", "country", "words"),
    [
        ("Kenya sent envoys. Raiders burned Umbalakuri village near Maiduguri.", "NG", "sentence"),
        ("Kenya sent envoys to Paris.\n\nRaiders left Maiduguri. They burned Umbalakuri village.", "NG", "paragraph"),
        ("NAIROBI, June 3 (Wire) - Raiders burned Umbalakuri village. Nigeria sent troops.", "NG", "datelines"),
        ("Kenya sent envoys to France. Raiders burned Umbalakuri village.", None, "without coordinates"),
    ],
)
def test_the_country_of_an_unknown_place_is_that_of_the_places_around_it(
    find: Find, text: str, country: str | None, words: str
) -> None:
    doc = find(f"Title\n\n{text}")
    place = named(doc)["Umbalakuri"]
    assert place.country == country
    assert any(about is place and note.endswith(words) for about, note in draft_of(doc).notes)


def test_an_unknown_place_is_one_wherever_it_is_named(find: Find) -> None:
    doc = find("Raiders burned the village of Umbalakuri, in Borno. Umbalakuri had been raided before.")
    assert [len(place.mentions) for place in draft_of(doc).places if place.name == "Umbalakuri"] == [2]


def test_a_place_that_the_words_put_elsewhere_is_not_taken_for_its_namesake(find: Find) -> None:
    """There are Strouds in England and the United States; this one is not theirs."""
    place = named(find("A house burned down in Stroud, Ontario, in Canada."))["Stroud"]
    assert (place.country, place.lat, place.gazetteer) == ("CA", None, None)


@pytest.mark.parametrize(
    "text",
    ["", "a", "Kabul", "É", "🚀🔥 Kabul 🚀", "مرحبا كابل", "\u202eKabul\u202c", "-", "al-", "U.S.-", "\0", "St."],
)
def test_hostile_input(find: Find, text: str) -> None:
    for place in draft_of(find(text)).places:
        assert len(place.mentions) == len(place.uses)


WORDS = st.sampled_from(
    [
        "in",
        "the",
        "of",
        "Kabul",
        "Mr",
        "province",
        ",",
        ".",
        "San",
        "Juan",
        "-",
        "al",
        "U.S.",
        "'s",
        "New",
        "(",
        ")",
        "said",
        "Paris",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(WORDS, max_size=25))
def test_places_are_whole_whatever_the_words(find: Find, words: list[str]) -> None:
    doc = find(" ".join(words))
    draft = draft_of(doc)
    seen: set[int] = set()
    for place in draft.places:
        assert place.name
        assert place.mentions
        assert len(place.mentions) == len(place.uses)
        assert (place.lat is None) == (place.lon is None)
        assert place.country is None or place.country in gazetteer().countries
        for span in place.mentions:
            assert not seen & set(range(span.start, span.end))
            seen.update(range(span.start, span.end))
    assert seen == set(draft.place_at)


def test_long_lines_take_linear_time(reader: Reader) -> None:
    """Twenty times the names may take about twenty times as long."""
    component = reader.nlp.get_pipe("sayso_places")
    docs = [
        reader.parse(make_report("Guns fired in San Juan, Paris, Santa Cruz and Springfield. " * n)) for n in (4, 80)
    ]
    times = []
    for doc in docs:
        draft = draft_of(doc)
        draft.places, draft.place_at, draft.notes = [], {}, []
        start = perf_counter()
        component(doc)
        times.append(perf_counter() - start)
    assert times[1] < 60 * max(times[0], 0.002)


def test_an_unknown_name_is_a_place_where_something_is_told_to_be_in_it_twice(find: Find) -> None:
    assert "Brellova" in named(find("A clinic in Brellova was hit. In Brellova, people prayed."))
    assert "Brellova" not in named(find("He believed in Brellova."))
