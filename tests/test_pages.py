"""Small pages in layouts found in the wild: who speaks under which title, and what is no body."""

import pytest

import speechx

PAGES = {
    "names-without-surname": (
        (
            "牧区座谈会发言摘登\n"
            "旗农牧局高级畜牧师敖登格日勒：肉羊良种率达到九成二。\n"
            "牧民合作社理事长白音孟和：合作社去年分红二百八十七万元。\n"
        ),
        [(None, "旗农牧局", "高级畜牧师", "敖登格日勒"), (None, "牧民合作社", "理事长", "白音孟和")],
    ),
    "latin-name": (
        (
            "国际友人座谈会发言摘登\n\n让科研没有国界\n\n"
            "某大学外籍教授 Anna Kowalska（安娜）\n\n实验室有22名博士生，来自9个国家。\n"
        ),
        [("让科研没有国界", "某大学", "外籍教授", "Anna Kowalska（安娜）")],
    ),
    "speaker-in-parentheses": (
        (
            "春运座谈会发言选登\n\n车厢里的年味\n（客运段列车长 格桑卓玛）\n我值乘的慢火车全程353公里。\n\n"
            "把机器听明白\n（动车段机械师 尉迟小满）\n一列动车组有4万多个零部件。\n"
        ),
        [("车厢里的年味", "客运段", "列车长", "格桑卓玛"), ("把机器听明白", "动车段", "机械师", "尉迟小满")],
    ),
    "credit-only": (
        (
            "演讲比赛获奖作品选\n\n我的六分地\n　　试种的六分地草莓卖了1.3万元。\n（作者系云岭乡大学生村官 赫连晓）\n\n"
            "三百六十五里路\n　　驻村以来，我记了7本日记。\n（作者系双桥镇大学生村官 嵇小康）\n"
        ),
        [("我的六分地", "云岭乡", "大学生村官", "赫连晓"), ("三百六十五里路", "双桥镇", "大学生村官", "嵇小康")],
    ),
    "told-and-written-down": (
        (
            "两代人的变迁（口述）\n\n口述：理塘县高城镇牧民 扎西拉姆　整理：本报记者 江远\n"
            "帐篷到楼房\n家里5口人，住上了120平方米的楼房。\n"
        ),
        [("帐篷到楼房", "理塘县高城镇", "牧民", "扎西拉姆")],
    ),
    "name-cut-behind-its-gap": (
        (
            "座谈会发言摘登\n\n巡道工的日记\n\n沅北工务段七星坡线路工区工长　司\n徒望\n\n"
            "夏天轨温超过60度，我们工区14名职工轮流上线。\n"
        ),
        [("巡道工的日记", "沅北工务段七星坡线路工区", "工长", "司徒望")],
    ),
    "ages": (
        "讲述会实录\n\n讲述者 98岁老党员 习芳草\n党证藏在灶台下\n党证用油纸包了三层，一藏就是三年。\n",
        [("党证藏在灶台下", None, "98岁老党员", "习芳草")],
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_who_speaks(name: str) -> None:
    text, want = PAGES[name]
    found = [
        (speech.title, person.unit, person.role, person.name)
        for speech in speechx.parse(text).speeches
        for person in speech.speakers
    ]
    assert found == want


def body(*lines: str) -> str:
    """The body of the one speech of a page of some lines."""
    (speech,) = speechx.parse("\n".join([*lines, ""])).speeches
    return "".join(speech.text.split())


HEAD = ("报告会发言", "", "指尖上的光明", "某按摩院院长  佟心")


def test_a_footer_with_a_growing_number_is_no_body() -> None:
    first, second, third = (
        "我28岁开店，店面从18平方米扩大到",
        "1200平方米。带出的徒弟一年比一年多，去年又",
        "来了十几个。",
    )
    page = (*HEAD, first, "某部宣传处编印　　　12", second, "某部宣传处编印　　　13", third)
    assert body(*page) == first + second + third


def test_a_line_that_comes_again_with_the_same_number_stays() -> None:
    page = (*HEAD, "我教过的徒弟越来越多。", "徒弟人数　　　13", "徒弟人数　　　13", "就这些。")
    assert "徒弟人数13徒弟人数13" in body(*page)


@pytest.mark.parametrize("head", ["■相关链接\n", "链接：", "【名词解释】\n"])
def test_a_box_ends_the_body(head: str) -> None:
    assert body(*HEAD, "四十年，我换过6只药箱。", f"{head}青石岭村位于县城西北。") == "四十年，我换过6只药箱。"


FIGURES = {
    "次品率为万分之五。": [("万分之五", "0.0005", None)],
    "最长的拖了一年半。": [("一年半", "1.5", None)],
    "使用率比白天高一倍。": [("一倍", "1", None)],
    "从1012头恢复到1249头。": [("从1012头恢复到1249头", "1249", "1012")],
    "由 340 人减至 190 人。": [("由 340 人减至 190 人", "190", "340")],
    "万分感谢。": [],
    "他上高一了。": [],
}


@pytest.mark.parametrize("text", FIGURES)
def test_figures(text: str) -> None:
    found = [
        (figure.text, str(figure.value), None if figure.from_ is None else str(figure.from_))
        for figure in speechx.figures(text)
    ]
    assert found == FIGURES[text]
