"""Quotations behind a verb of speaking: speeches in a report of a meeting, and none in ordinary news."""

import speechx

QUOTED = """
青河镇镇长张守田第一个发言：“我们镇去年修路31公里，家家门口通了车。明年还要修12公里。”

向阳村党支部书记林清和接过话筒说：“路通了，果子就卖得出去，去年多卖了46万元。”

云溪县农业农村局局长章远山表示：“保鲜库的钱，局里出三成。”
"""


def names(text: str) -> list[str | None]:
    return [speaker.name for speech in speechx.parse(text).speeches for speaker in speech.speakers]


def test_report_of_a_meeting() -> None:
    assert names("全县山区道路建设座谈会现场见闻\n" + QUOTED) == ["张守田", "林清和", "章远山"]


def test_news() -> None:
    text = "秋到青河果飘香\n\n秋天的青河镇，到处是丰收的景象。\n" + QUOTED
    assert names(text) == []
