"""Pages that run from right to left, and pages without a date: shown as what they are."""

from pathlib import Path

import onrecord
from onrecord.record.adding import add
from onrecord.record.opening import open_archive
from tests.desk.browser import Look, Opened

ARABIC = """<html lang="ar" dir="rtl"><head><title>الميناء مغلق</title>
<meta property="og:site_name" content="بريد الميناء">
<meta property="article:published_time" content="2031-10-15T08:00:00Z"></head><body><article>
<h1>الميناء يبقى مغلقا حتى الربيع</h1>
<p>قال مدير الميناء يوم الأربعاء إن الميناء سيبقى مغلقا حتى الربيع. وقالت شركة Tarn Power إنها ستنتظر.</p>
<p>وأكدت رئيسة البلدية أن العائلات تنتظر إجابات واضحة عن أسباب الحريق.</p></article></body></html>"""
UNDATED = "The quay is closed\n\nThe quay is closed until spring, said Ana Vale, the harbour master.\n"


def test_a_page_runs_its_own_way_and_a_missing_date_is_said(opened: Opened, tmp_path: Path) -> None:
    where = tmp_path / "directions.db"
    with open_archive(where, make=True) as archive:
        read = [onrecord.read(text=ARABIC, media_type="text/html"), onrecord.read(text=UNDATED)]
        add(archive, read)
    site = opened(None, where)
    page = site.window(Look(390))
    page.goto("/articles")
    heads = page.locator(".headed")
    arabic = heads.filter(has=page.get_by_role("link", name="الميناء")).first
    left = "one => { const range = document.createRange(); range.selectNodeContents(one); return [" + (
        "range.getBoundingClientRect().left - one.getBoundingClientRect().left, "
        "one.getBoundingClientRect().right - range.getBoundingClientRect().right]; }"
    )
    before, behind = arabic.locator("h3").evaluate(left)
    assert before > behind
    # The outlet's name turns nothing beside it: its day stands whole behind it.
    assert arabic.locator("bdi").count() == 1
    assert "no date" in heads.filter(has_text="The quay is closed").inner_text()
    heads.filter(has_text="The quay is closed").get_by_role("link").first.click()
    assert "undated" in page.locator(".kicker").inner_text()
    page.go_back()
    arabic.get_by_role("link").first.click()
    assert page.locator("p.body").first.get_attribute("dir") == "rtl"
    assert "made for English" in page.locator(".prelude").inner_text()
    site.shot(page, "arabic")
    site.check(page)
