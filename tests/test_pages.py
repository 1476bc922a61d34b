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
    "name-in-parentheses-behind-the-office": (
        "议事会发言摘登\n\n青河镇镇长（林清和）：路通了。\n\n青河镇水利站站长（章远山）：水也通了。\n",
        [(None, "青河镇", "镇长", "林清和"), (None, "青河镇水利站", "站长", "章远山")],
    ),
    "unknown-trades": (
        "工友座谈会发言摘登\n\n云溪县制伞公司削竹工林清和：一把伞要削36根骨。\n\n云溪县制伞公司裱糊工章远山：我裱了20年。\n",
        [(None, "云溪县制伞公司", "削竹工", "林清和"), (None, "云溪县制伞公司", "裱糊工", "章远山")],
    ),
    "weak-names-behind-an-office-in-full": (
        "座谈会发言摘登\n\n云溪县青河镇镇长方舟：路通了。\n\n云溪县水利局局长舒畅：水也通了。\n",
        [(None, "云溪县青河镇", "镇长", "方舟"), (None, "云溪县水利局", "局长", "舒畅")],
    ),
    "notes-around-speakers": (
        (
            "座谈会发言摘登\n\n（书面发言）青河镇镇长　林清和：路通了。\n\n"
            "3号选手　石桥村第一书记（县水利局派驻）　章远山：水通了。\n\n"
            "柳河镇副镇长　周一帆（代表柳河镇党委）：灯也亮了。\n\n"
            "县文化馆馆长何明因公出差，由副馆长郎清波代为发言：戏台搭好了。\n"
        ),
        [
            (None, "青河镇", "镇长", "林清和"),
            (None, "石桥村", "第一书记（县水利局派驻）", "章远山"),
            (None, "柳河镇", "副镇长", "周一帆"),
            (None, "县文化馆", "副馆长", "郎清波"),
        ],
    ),
    "bodies-in-parentheses": (
        "治理经验交流材料\n\n一把钥匙开百家门\n（云溪县青河街道办事处）\n街道有12个社区，志愿者替独居老人保管备用钥匙430把。\n\n红榜上墙\n（蓝鲸物业集团）\n红榜每月换一次，连续两次末位的公司退出小区，居民说了算。\n",
        [("一把钥匙开百家门", "云溪县青河街道办事处", None, None), ("红榜上墙", "蓝鲸物业集团", None, None)],
    ),
    "sectors": (
        "政协大会发言材料汇编\n\n让村医留得住\n医药卫生界\n全县有村医180人。\n",
        [("让村医留得住", "医药卫生界", None, None)],
    ),
    "names-above-titles": (
        (
            "老兵报告会发言选登\n\n●林清和\n\n从边关到田埂\n\n我守了16年哨所。\n\n（作者系云溪县退役军人创业协会会长）\n\n"
            "●章远山\n\n轮椅上的讲台\n\n我讲了286场课。\n\n（作者系云溪县讲师团成员、战斗奖旗得主）\n"
        ),
        [
            ("从边关到田埂", "云溪县退役军人创业协会", "会长", "林清和"),
            ("轮椅上的讲台", "云溪县讲师团", "成员、战斗奖旗得主", "章远山"),
        ],
    ),
    "headlines": (
        (
            "座谈会发言摘登\n\n让老街亮起来（云溪县青河镇镇长　林清和）\n老街有42间铺面。\n\n"
            "把水渠修到田头　　云溪县石桥乡乡长　章远山\n水渠长9公里。\n"
        ),
        [("让老街亮起来", "云溪县青河镇", "镇长", "林清和"), ("把水渠修到田头", "云溪县石桥乡", "乡长", "章远山")],
    ),
    "speakers-in-brackets": (
        "座谈会发言摘登\n\n【青河镇镇长　林清和】路通了。\n\n【石桥乡乡长　章远山】水也通了。\n",
        [(None, "青河镇", "镇长", "林清和"), (None, "石桥乡", "乡长", "章远山")],
    ),
    "titles-in-book-marks": (
        (
            "座谈会发言摘登\n\n青河镇镇长　林清和：《让老街亮起来》\n老街有42间铺面。\n\n"
            "石桥乡乡长　章远山：《把渠修通》\n水渠长9公里。\n"
        ),
        [("让老街亮起来", "青河镇", "镇长", "林清和"), ("把渠修通", "石桥乡", "乡长", "章远山")],
    ),
    "labelled-parts": (
        (
            "发言材料汇编\n\n姓名：林清和\n单位：青河镇\n职务：镇长\n发言内容：路通了。\n\n"
            "姓名：章远山\n单位：石桥乡\n职务：乡长\n发言内容：水也通了。\n"
        ),
        [(None, "青河镇", "镇长", "林清和"), (None, "石桥乡", "乡长", "章远山")],
    ),
    "unit-on-a-line-of-its-own": (
        "座谈会发言摘登\n\n让老街亮起来\n云溪县青河镇\n党委书记　林清和\n老街有42间铺面。\n",
        [("让老街亮起来", "云溪县青河镇", "党委书记", "林清和")],
    ),
    "office-below-the-name": (
        "座谈会发言摘登\n\n让老街亮起来\n林清和\n云溪县青河镇党委书记\n老街有42间铺面。\n",
        [("让老街亮起来", "云溪县青河镇", "党委书记", "林清和")],
    ),
    "office-cut-behind-a-comma": (
        "座谈会发言摘登\n\n让老街亮起来\n云溪县青河镇党委副书记、\n镇长\n林　清　和\n\n老街有42间铺面。\n",
        [("让老街亮起来", "云溪县青河镇", "党委副书记、镇长", "林清和")],
    ),
    "numbered-speakers": (
        (
            "发言摘要\n\n序号1　发言人：青河镇镇长　林清和\n摘要：路通了。\n\n"
            "序号2　发言人：石桥乡乡长　章远山\n摘要：水也通了。\n"
        ),
        [(None, "青河镇", "镇长", "林清和"), (None, "石桥乡", "乡长", "章远山")],
    ),
    "numbers-of-titles": (
        (
            "经验交流材料\n\n【1】\n让老街亮起来\n青河镇镇长　林清和\n老街亮了。\n\n"
            "（二）\n把渠修通\n石桥乡乡长　章远山\n渠通了。\n"
        ),
        [("让老街亮起来", "青河镇", "镇长", "林清和"), ("把渠修通", "石桥乡", "乡长", "章远山")],
    ),
    "names-of-speeches": (
        "云溪县青河镇镇长林清和在全县治水大会上的讲话\n\n同志们：\n水渠长9公里。\n",
        [("云溪县青河镇镇长林清和在全县治水大会上的讲话", "云溪县青河镇", "镇长", "林清和")],
    ),
    "one-head-over-many": (
        (
            "在全区项目点评会上的发言\n（2025年8月，按发言顺序）\n\n◆青河街道——党工委书记　林清和\n新签项目17个。\n\n"
            "◆望江镇——镇长　章远山\n盘活厂房4万平方米。\n\n◆石桥镇——镇长　周一帆\n新增企业6家。\n"
        ),
        [
            (None, "青河街道", "党工委书记", "林清和"),
            (None, "望江镇", "镇长", "章远山"),
            (None, "石桥镇", "镇长", "周一帆"),
        ],
    ),
    "heads-of-later-meetings": (
        (
            "市政府第14次常务会议学法环节发言\n（2024年6月11日）\n\n市司法局局长　林清和：\n受理案件842件。\n\n"
            "市政府第15次常务会议学法环节发言\n（2024年7月9日）\n\n市应急管理局局长　章远山：\n排查隐患3120处。\n"
        ),
        [(None, "市司法局", "局长", "林清和"), (None, "市应急管理局", "局长", "章远山")],
    ),
    "delegations": (
        (
            "代表团审议发言摘登\n\n青岭代表团：\n县人大代表、青岭镇镇长　林清和：我赞成。\n\n"
            "丹霞代表团：\n县人大代表、丹霞镇镇长　章远山：我也赞成。\n"
        ),
        [(None, "青岭镇", "县人大代表、镇长", "林清和"), (None, "丹霞镇", "县人大代表、镇长", "章远山")],
    ),
    "whom-they-speak-for": (
        "协商座谈会发言摘要\n\n无党派人士代表、云溪大学教授　林清和\n海洋经济占17%。\n\n石桥镇镇长　章远山\n渠通了。\n",
        [(None, "云溪大学", "无党派人士代表、教授", "林清和"), (None, "石桥镇", "镇长", "章远山")],
    ),
    "an-essay": (
        "青年干部要练好三门课\n\n去年我在山里调研。\n\n一要练好基层课。有干部说：“不下田埂，不知水深。”\n\n（作者单位：某省委党校）\n",
        [],
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


TOLD = (
    "护林座谈会侧记\n\n青河镇镇长林清和说，“我们镇有护林员210人，去年没有一起火情。”\n\n"
    "县林业局局长周一帆接着说，“局里再添6台巡护车。”\n"
)


def test_a_quotation_behind_a_comma_is_a_speech() -> None:
    found = [speech.text for speech in speechx.parse(TOLD).speeches]
    assert found == ["我们镇有护林员210人，去年没有一起火情。", "局里再添6台巡护车。"]


ANNOUNCED = {
    "“光靠人看不够。”石桥乡乡长章远山接过话说，“还要有路。”\n": "SX110",
    "种粮大户章远山的建议很具体：“修一条机耕路，再添两台烘干机。”\n": "SX110",
}


@pytest.mark.parametrize("line", ANNOUNCED)
def test_what_is_told_otherwise_is_announced(line: str) -> None:
    found = speechx.parse(f"{TOLD}\n{line}")
    assert ANNOUNCED[line] in {problem.code for problem in found.diagnostics}


def codes(*lines: str) -> set[str]:
    """The codes of the diagnostics of a page of some lines."""
    return {problem.code for problem in speechx.parse("\n".join([*lines, ""])).diagnostics}


def test_text_below_a_box_is_announced() -> None:
    box = ("■相关链接", "青石岭村位于县城西北，有耕地2.6万亩。")
    assert "SX111" in codes(*HEAD, "我换过6只药箱。", "", *box, "", "四十年里我走了三个乡。")
    assert "SX111" not in codes(*HEAD, "我换过6只药箱。", "", *box)


def test_a_line_built_as_a_speaker_line_is_announced() -> None:
    assert "SX102" in codes(*HEAD, "我换过6只药箱。", "云溪县水利站站长古力娜扎", "渠通了。")
    assert "SX102" not in codes(*HEAD, "我换过6只药箱。", "药箱里的四十年", "渠通了。")


def test_marks_of_the_page_are_no_body() -> None:
    assert body(*HEAD, "我换过6只药箱。（下转第二版）", "（上接第一版）　走过三个乡。") == "我换过6只药箱。走过三个乡。"
