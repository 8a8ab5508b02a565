"""Logging in by a browser, and accounts managed there."""

import argon2
import pytest

from onrecord.record import accounts
from onrecord.record.accounts import make_account
from onrecord.record.opening import open_archive
from onrecord.web.settings import Settings
from tests.desk.browser import WIDTHS, Look, Opened

PASSWORD = "seven herons by the weir"


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    accounts._nobodys.cache_clear()
    monkeypatch.setattr(accounts, "_hasher", lambda: argon2.PasswordHasher(1, 8, 1))


def test_people_log_in_work_and_leave(opened: Opened) -> None:
    site = opened(Settings(tokens=True))
    with open_archive(site.where) as archive:
        make_account(archive, "Mara Hollin", PASSWORD, "administer")
    for width in WIDTHS:
        for dark in (False, True):
            page = site.window(Look(width, dark))
            page.goto("/queue")
            page.wait_for_url("**/login?next=%2Fqueue")
            site.shot(page, "login")
            if width != 1024:
                site.check(page)
    page.keyboard.type("mara hollin")
    page.keyboard.press("Tab")
    page.keyboard.type("a wrong password")
    page.keyboard.press("Enter")
    assert "do not go together" in page.get_by_role("alert").inner_text()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/queue")
    page.locator(".card[aria-current]").wait_for()
    page.keyboard.press("y")
    page.wait_for_function("() => !document.querySelector('.decided.quiet')")
    assert "signed Mara Hollin" in page.locator(".decided").first.inner_text()
    page.get_by_role("link", name="Mara Hollin").click()
    form = page.locator("form", has=page.get_by_role("button", name="Make the account"))
    form.get_by_label("Name").fill("Ines Okoro")
    form.get_by_label("First password").fill(PASSWORD)
    form.get_by_label("May").select_option("read")
    form.get_by_role("button").click()
    assert "Ines Okoro" in page.locator(".people").inner_text()
    site.shot(page, "account")
    site.check(page)
    other = site.window(Look(390, js=False))
    other.goto("/login")
    other.get_by_label("Name").fill("Ines Okoro")
    other.get_by_label("Password").fill(PASSWORD)
    other.get_by_role("button", name="Log in").click()
    other.goto("/queue")
    assert "correcting is not among what it may do" in other.locator("main").inner_text()
    assert other.locator("form.decide").count() == 0
    assert other.goto("/add").status == 403
    site.shot(other, "not-permitted")
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/login")
    page.goto("/articles")
    page.wait_for_url("**/login?**")
