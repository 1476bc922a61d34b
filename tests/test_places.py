"""Places: units to divisions. The names are real, facts of public record; the documents are invented."""

import tomllib
from pathlib import Path

import pytest

from speechx import places
from speechx.places.evidence import Context
from speechx.places.gazetteer import gazetteer, increasing

LEXICON = Path(places.__file__).parents[1] / "lexicon" / "places.toml"
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
    assert increasing(gazetteer()._codes)


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


@pytest.mark.parametrize("unit", ["鼓楼区", "朝阳区教育局", "城关镇", "白兔镇", "吉林", "解放路街道"])
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
