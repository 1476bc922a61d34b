"""Places: units to divisions. The names are real, facts of public record; the documents are invented."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from speechx import places
from speechx.fold import fold
from speechx.places.evidence import Context
from speechx.places.gazetteer import Gazetteer, gazetteer, increasing
from speechx.places.indexing import index

LEXICON = Path(places.__file__).parents[1] / "lexicon" / "places.toml"
DIVISIONS = Path(places.__file__).parents[1] / "data" / "divisions.tsv"
NOWHERE = Context()


def code(unit: str, *texts: str) -> str | None:
    """Resolve a unit in a document of the texts and itself."""
    division = places.resolve(unit, places.context([*texts, unit]))
    return division.code if division else None


def status(unit: str, *texts: str) -> str | None:
    division = places.resolve(unit, places.context([*texts, unit]))
    return division.status if division else None


def test_the_list_says_where_it_comes_from() -> None:
    header = gazetteer().header
    assert set(header) >= {"version", "counted", "published", "source", "licence", "divisions"}


def test_codes_stand_in_order() -> None:
    assert increasing(gazetteer()._index.codes)


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("江苏省", "320000"),
        ("镇江市", "321100"),
        ("句容市", "321183"),
        ("句容市白兔镇", "321183103"),
        ("江苏省镇江市句容市白兔镇", "321183103"),
        ("镇江句容白兔镇", "321183103"),
        ("江苏句容市白兔镇", "321183103"),
        ("中共句容市委宣传部", "321183"),
        ("句容市教育局", "321183"),
        ("句容市白兔镇人民政府", "321183103"),
        ("句容市白兔镇某某村党支部", "321183103"),
        ("句容市华阳街道办事处", "321183002"),
        ("句容市华阳办事处", "321183002"),
        ("句容市白兔", "321183103"),
        ("句容市城乡建设局", "321183"),
        ("句容市市场监督管理局", "321183"),
        ("鎮江市", "321100"),
        ("蘇州市吳江區", "320509"),
        ("恩施州", "422800"),
        ("恩施土家族苗族自治州", "422800"),
        ("松桃县", "520628"),
        ("内蒙古", "150000"),
        ("乾县", "610424"),
        ("北京市东城区东华门街道", "110101001"),
        ("北京市市辖区东城区东华门街道", "110101001"),
        ("东莞市", "441900"),
        ("南县", "430921"),
    ],
)
def test_a_chain_resolves_itself(unit: str, expected: str) -> None:
    assert code(unit) == expected


def test_names_leave_out_levels_that_bear_no_name() -> None:
    division = places.resolve("北京市东城区东华门街道", NOWHERE)
    assert division is not None
    assert division.names == {"province": "北京市", "county": "东城区", "township": "东华门街道"}


@pytest.mark.parametrize(
    ("unit", "event", "expected"),
    [
        ("鼓楼区", "徐州市基层治理座谈会", "320302"),
        ("鼓楼区", "福州市基层治理座谈会", "350102"),
        ("经开区", "南通市基层治理座谈会", "320671"),
        ("白兔镇", "句容市基层治理座谈会", "321183103"),
        ("白兔", "句容市基层治理座谈会", "321183103"),
        ("句容市白兔镇", "徐州市基层治理座谈会", "321183103"),
    ],
)
def test_the_document_decides(unit: str, event: str, expected: str) -> None:
    assert code(unit, event) == expected


def test_other_units_are_evidence() -> None:
    assert code("鼓楼区", "沛县大屯街道", "睢宁县") == "320302"


@pytest.mark.parametrize("unit", ["鼓楼区", "朝阳区教育局", "城关镇", "白兔镇", "吉林", "解放路街道", "东乡县"])
def test_several_places_of_a_name_are_ambiguous(unit: str) -> None:
    division = places.resolve(unit, NOWHERE)
    assert division is not None
    assert (division.status, division.code, division.names) == ("ambiguous", None, {})
    assert division.candidates == tuple(sorted(division.candidates))


@pytest.mark.parametrize(
    "unit", ["青禾县", "某县", "云溪县", "青禾县柳溪镇", "句容市青禾镇", "徐州市句容市白兔镇", "某市教育局"]
)
def test_invented_places_are_unknown(unit: str) -> None:
    division = places.resolve(unit, places.context(["江苏省某某会", unit]))
    assert division is not None
    assert (division.status, division.code, division.names, division.candidates) == ("unknown", None, {}, ())


@pytest.mark.parametrize("unit", ["江淮某某大学", "某某股份有限公司", "新华书店", "", "A", "第三机床厂", "农业农村局"])
def test_a_unit_without_a_place_has_no_division(unit: str) -> None:
    assert places.resolve(unit, NOWHERE) is None


def test_a_city_in_the_name_of_a_body_is_a_candidate_only() -> None:
    division = places.resolve("中山某某大学", NOWHERE)
    assert division is not None
    assert (division.status, division.candidates) == ("ambiguous", ("442000",))


def test_words_of_the_lexicon_have_examples() -> None:
    data = tomllib.loads(LEXICON.read_text(encoding="utf-8"))
    for group in (group for groups in data.values() for group in groups):
        assert group["hits"], group
        known = group.get("words") or [group["long"]]
        assert all(any(word in hit for word in known) for hit in group["hits"]), group["name"]


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("许昌县", "411003"),
        ("许昌市许昌县", "411003"),
        ("章丘市", "370114"),
        ("济南市章丘市", "370114"),
        ("那曲地区安多县", "540624"),
        ("莱城区", "370116"),
        ("四平市公主岭市", "220184"),
        ("吉林省公主岭市范家屯镇", "220184103"),
    ],
)
def test_former_names_resolve_to_the_division_of_today(unit: str, expected: str) -> None:
    assert code(unit) == expected


def test_former_townships_resolve_in_their_county() -> None:
    """Former townships by the names of the divisions above them today, and their own."""
    known = gazetteer()
    rows = list(known.former_townships())
    assert len(rows) > 1000
    for county, name, now in rows[::50]:
        division = places.resolve("".join(map(known.name, known.chain(county))) + name, NOWHERE)
        assert division is not None
        assert division.code == now, name


def test_two_places_are_not_one() -> None:
    division = places.resolve("句容市、丹阳市", NOWHERE)
    assert division is not None
    assert (division.status, division.candidates) == ("ambiguous", ("321181", "321183"))


def test_a_township_of_another_kind_is_a_candidate_only() -> None:
    division = places.resolve("句容市白兔乡", NOWHERE)
    assert division is not None
    assert (division.status, division.candidates) == ("ambiguous", ("321183103",))


def test_the_header_tells_the_characters_that_folding_changes() -> None:
    known = gazetteer()
    assert (
        "".join(sorted({char for char in known._text if fold(char) != char and char.isalpha()}))
        == known.header["folded"]
    )


def test_lookup_gives_all_that_bear_a_name() -> None:
    assert [found.code for found in places.lookup("鼓楼区")] == ["320106", "320302", "350102", "410204"]
    assert places.lookup("青禾县") == ()


NAMES = [
    "江苏省",
    "江苏",
    "镇江市",
    "句容市",
    "句容",
    "白兔镇",
    "鼓楼区",
    "朝阳区",
    "吉林",
    "青禾县",
    "柳溪镇",
    "开发区",
    "、",
    "市",
    "县",
]
BODIES = ["", "教育局", "某某大学", "人民政府", "第一小学", "和", "镇"]


@given(
    st.lists(st.sampled_from(NAMES), max_size=5), st.sampled_from(BODIES), st.lists(st.sampled_from(NAMES), max_size=3)
)
def test_what_is_returned_is_of_one_of_four_forms(parts: list[str], body: str, texts: list[str]) -> None:
    division = places.resolve("".join(parts) + body, places.context(texts))
    if division is None:
        return
    given_code = division.code is not None and bool(division.names) and not division.candidates
    none = division.code is None and not division.names
    assert {
        "resolved": given_code,
        "ambiguous": none and len(division.candidates) >= 1,
        "unknown": none and not division.candidates,
    }[division.status]


@given(st.text(max_size=60))
def test_no_text_raises(text: str) -> None:
    places.resolve(text, places.context([text, text]))


@pytest.mark.parametrize(
    ("unit", "code"),
    [("广东省东莞市东莞市", "441900"), ("甘肃省嘉峪关市", "620200"), ("福建省泉州市金门县", "350527")],
)
def test_a_division_listed_again_below_itself_is_one_division(unit: str, code: str) -> None:
    """The list names a city without counties, or a county without townships, once more on the level below."""
    division = places.resolve(unit, places.context([]))
    assert division is not None
    assert (division.code, division.status) == (code, "resolved")


@given(
    st.sampled_from(gazetteer().counties("")),
    st.sampled_from(["", "教育局", "某某村"]),
    st.lists(st.sampled_from(NAMES), max_size=3),
)
def test_a_county_in_full_is_itself_whatever_the_document(county: str, body: str, texts: list[str]) -> None:
    known = gazetteer()
    chain = known.chain(county)
    division = places.resolve("".join(map(known.name, chain)) + body, places.context(texts))
    assert division is not None
    assert division.code == chain[-1].ljust(6, "0")


def test_few_searches_and_many_find_the_same_townships() -> None:
    """A short run searches the text of the list, a long one asks a table of all townships."""
    text = DIVISIONS.read_text(encoding="utf-8")
    known = Gazetteer(text, index(text))
    names = ["解放路街道", "街道", "虎门镇", "镇", "双河镇"]
    asked = [(name, under) for name in names for under in ["", "32", "3201", "41"]]
    searched = [known.townships_named(*names) for names in asked]
    for _ in range(100):
        known.townships_named("城关镇")
    assert [known.townships_named(*names) for names in asked] == searched
    assert [bool(found) for found in searched[::4]] == [True, True, True, False, True]
