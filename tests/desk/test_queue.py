"""The queue: what the reader is least sure of, decided by keys alone, and by forms where no script runs."""

import json
import time
from pathlib import Path
from typing import Any

from onrecord.record import correcting, lookup
from onrecord.record.correcting import Correcting
from onrecord.record.lookup import Looking, StatementFilter, StatementRow
from onrecord.record.opening import open_archive
from tests.desk.browser import SCREENS, Look, Site

ARTICLE = "Harbour strike"


def rows(where: Path, article: str) -> dict[str, StatementRow]:
    with open_archive(where) as archive, archive.reading() as connection:
        found = lookup.statements(connection, StatementFilter(article=article), limit=500).items
    return {row.ref: row for row in found}


def kept(where: Path) -> list[Correcting]:
    with open_archive(where) as archive, archive.reading() as connection:
        return correcting.corrections(connection, limit=200).items[::-1]


def longest(where: Path) -> str:
    """Return the sha256 of the article with the most statements."""
    with open_archive(where) as archive, archive.reading() as connection:
        found = lookup.articles(connection, limit=50).items
    return max(found, key=lambda row: row.statements).sha256


def current(page: Any) -> str:
    """Return the statement in hand: the keyboard is at it, and it is in view."""
    card = page.locator(".card[aria-current]")
    assert card.evaluate("one => one === document.activeElement"), "the keyboard is somewhere else"
    top, bottom, height = card.evaluate(
        "one => { const box = one.getBoundingClientRect(); return [box.top, box.bottom, innerHeight]; }"
    )
    assert top < height and bottom > 0, "it is out of view"
    return str(card.get_attribute("data-ref"))


def begin(page: Any, address: str) -> None:
    page.goto(address)
    page.keyboard.type("Mara Hollin")
    page.keyboard.press("Enter")
    page.locator(".card[aria-current]").wait_for()


def settled(page: Any) -> None:
    """Wait until all that was decided is kept."""
    page.wait_for_function("() => !document.querySelector('.decided.quiet')")


def test_twenty_statements_are_checked_and_five_corrected_by_keyboard_alone(own: Site) -> None:
    """Nothing here uses a mouse, or a field that the keyboard did not lead to."""
    article = longest(own.where)
    before = rows(own.where, article)
    assert len(before) >= 20
    page = own.window(Look(1440))
    begin(page, f"/queue?article={article[:12]}")
    wanted: dict[str, str] = {}
    took: list[float] = []
    start = time.monotonic()
    for number in range(20):
        ref = current(page)
        assert ref not in wanted, "nothing is asked for twice"
        can = page.locator(".card[aria-current] [data-key]").evaluate_all("all => all.map(one => one.dataset.key)")
        what = {3: "2", 7: "n", 10: "0", 13: "3", 17: "e"}.get(number, "y")
        if what not in can:  # nobody is named as its source
            what = "n"
        wanted[ref] = what
        begun = time.monotonic()
        page.keyboard.press(what)
        if what == "e":
            in_detail(page)
        page.wait_for_function(
            "was => { const now = document.querySelector('.card[aria-current]');"
            " return now && now.dataset.ref !== was && now === document.activeElement; }",
            arg=ref,
        )
        took.append(time.monotonic() - begun)
    settled(page)
    whole = time.monotonic() - start
    own.shot(page, "after-twenty")
    after = rows(own.where, article)
    for ref, what in wanted.items():
        was, now = before[ref], after.get(ref)
        if what == "n":
            assert now is None, "it is a statement no more"
        elif what in "yu":
            assert now is not None and now.confidence == 1
            assert (now.content, now.speaker, now.corrected) == (was.content, was.speaker, False)
        elif what == "0":
            assert now is not None and (now.speaker, now.speaker_confidence) == (None, 1)
        elif what in "23":
            assert now is not None and (now.speaker_confidence, now.confidence) == (1, 1)
            assert now.speaker != was.speaker
        elif what == "e":
            assert now is not None and now.manner == "warns" != was.manner
    assert sum(what != "y" for what in wanted.values()) == 5
    assert {one.by for one in kept(own.where)} == {"Mara Hollin"}
    figures = {"statements": 20, "seconds": round(whole, 2), "slowest": round(max(took), 2)}
    SCREENS.mkdir(parents=True, exist_ok=True)
    (SCREENS / "keyboard.json").write_text(json.dumps(figures) + "\n")
    assert whole < 60, f"20 a minute: {figures}"


def in_detail(page: Any) -> None:
    """Say how it was said, by the keyboard: Tab to the field, type its value, Enter."""
    page.wait_for_url("**/correct?**")
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "manner":
            break
    page.keyboard.type("warns")
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.value") == "correct":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/queue?**")


def test_a_decision_is_taken_back(own: Site) -> None:
    article = longest(own.where)
    before = rows(own.where, article)
    page = own.window()
    begin(page, f"/queue?article={article[:12]}")
    first = current(page)
    for key in ("n", "y", "u", "u"):
        page.keyboard.press(key)
    settled(page)
    page.wait_for_function("() => !document.querySelector('.is-decided')")
    assert current(page) == first
    page.keyboard.press("n")
    settled(page)
    page.locator(".is-decided").get_by_role("button", name="Undo").click()
    page.wait_for_function("() => !document.querySelector('.is-decided')")
    states = [(one.kind, one.state) for one in kept(own.where) if one.kind != "undo"]
    assert states and {state for _, state in states} == {"undone"}
    assert {ref: row.content for ref, row in rows(own.where, article).items()} == {
        ref: row.content for ref, row in before.items()
    }
    page.keyboard.press("y")
    settled(page)
    assert rows(own.where, article)[first].confidence == 1


def test_what_is_left_for_later_is_not_asked_for_at_once(own: Site) -> None:
    page = own.window()
    begin(page, "/queue")
    first = [card.get_attribute("data-ref") for card in page.locator(".card").all()]
    for _ in first:
        page.keyboard.press("j")
    page.wait_for_url("**skip=**")
    second = [card.get_attribute("data-ref") for card in page.locator(".card").all()]
    assert second and not set(first) & set(second)
    page.keyboard.press("k")
    assert current(page) == second[0]


def test_keys_are_told_and_leave_fields_alone(own: Site) -> None:
    page = own.window()
    begin(page, "/queue")
    page.keyboard.press("?")
    assert "it is no statement" in page.locator("dialog[open]").inner_text()
    page.keyboard.press("n")
    page.keyboard.press("Escape")
    page.locator("#find").focus()
    page.keyboard.type("yn0")
    assert page.locator(".is-decided").count() == 0
    assert kept(own.where) == []


def test_without_a_script_each_statement_has_its_forms(own: Site) -> None:
    page = own.window(Look(390, js=False))
    page.goto("/queue")
    page.get_by_label("Your name").fill("Mara Hollin")
    page.get_by_role("button", name="Begin").click()
    ref = page.locator(".card").first.get_attribute("data-ref")
    assert ref
    page.locator(".card").first.get_by_role("button", name="Right as it stands").click()
    assert "Right as it stands" in page.locator(".kept").inner_text()
    assert page.locator(f"#c-{ref}").count() == 0
    own.shot(page, "kept")
    page.locator(".kept").get_by_role("button", name="Undo").click()
    assert page.locator(f"[data-ref='{ref}']").count() == 1
    assert {one.state for one in kept(own.where) if one.kind != "undo"} == {"undone"}


def test_what_cannot_be_kept_is_told_at_its_statement(own: Site) -> None:
    page = own.window()
    begin(page, "/queue")
    ref = current(page)
    with open_archive(own.where) as archive:
        correcting.correct(archive, ref, correcting.Asked(not_a_statement=True), by="Ada", why="Meanwhile.")
    page.keyboard.press("y")
    page.locator(".is-refused").wait_for()
    assert "There is no statement" in page.locator(".is-refused [role=alert]").inner_text()


def test_the_whole_queue_of_an_article(own: Site) -> None:
    """When all are looked at, it is said, and the way to saying that none is missing is there."""
    with open_archive(own.where) as archive:
        with archive.reading() as connection:
            found = min(lookup.articles(connection, limit=50).items, key=lambda row: row.statements or 99)
            asked = lookup.doubtful(connection, Looking(article=found.sha256), limit=200)
        for one in asked[1:]:
            correcting.confirm(archive, one.row.ref, by="Ada")
    page = own.window()
    begin(page, f"/queue?article={found.sha256[:12]}")
    page.keyboard.press("y")
    page.wait_for_url("**/queue?article=*")
    page.get_by_text("Every statement of this article was looked at").wait_for()
    own.shot(page, "all-checked")
