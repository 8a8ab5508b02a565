"""Correcting in a browser: shown at once, signed, undoable; by selecting words, and without a script."""

from pathlib import Path
from typing import Any

import pytest

from onrecord.record import correcting, lookup
from onrecord.record.correcting import Correcting
from onrecord.record.lookup import StatementFilter, StatementRow
from onrecord.record.opening import open_archive
from tests.desk.browser import Look, Site

FERRY = "ferry-skerry-fm"


def rows(where: Path, article: str | None = None) -> list[StatementRow]:
    with open_archive(where) as archive, archive.reading() as connection:
        return lookup.statements(connection, StatementFilter(article=article), limit=500).items


def kept(where: Path) -> list[Correcting]:
    with open_archive(where) as archive, archive.reading() as connection:
        return correcting.corrections(connection, limit=100).items


def said(where: Path, words: str) -> StatementRow:
    found = [row for row in rows(where) if words in row.content]
    assert len(found) == 1, [row.content for row in found]
    return found[0]


def select(page: Any, words: str) -> None:
    """Select words in the text as a person does with the mouse."""
    found = page.evaluate(
        """words => {
          for (const holder of document.querySelectorAll('[data-from]')) {
            const walker = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT);
            const nodes = [];
            let whole = '';
            while (walker.nextNode()) {
              nodes.push([whole.length, walker.currentNode]);
              whole += walker.currentNode.data;
            }
            const at = whole.indexOf(words);
            if (at < 0) continue;
            const spot = where => {
              const [start, node] = nodes.filter(([from]) => from <= where).pop();
              return [node, where - start];
            };
            const range = document.createRange();
            range.setStart(...spot(at));
            range.setEnd(...spot(at + words.length));
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            return true;
          }
          return false;
        }""",
        words,
    )
    assert found, f"{words} is not in the text"


def sign(page: Any, scope: Any | None = None) -> None:
    field = (scope or page).get_by_label("Your name")
    if field.count():
        field.first.fill("Mara Hollin")


def test_a_correction_is_undone_beside_its_statement(own: Site) -> None:
    row = next(row for row in rows(own.where) if row.speaker and row.outlet)
    page = own.window(Look(1440))
    page.goto(f"/articles/{row.article[:12]}?s={row.ref}#s-{row.ref}")
    card = page.locator(".entry.chosen")
    card.get_by_role("link", name="Correct").click()
    card.locator("input[name=who][value=unknown]").check()
    sign(page, card)
    assert card.locator(".entry-what, .evidence").last.is_visible()
    card.get_by_role("button", name="Put it right").click()
    page.wait_for_url("**done=**")
    card.get_by_role("button", name="Undo").click()
    page.wait_for_url(f"**#s-{row.ref}")
    assert [one.state for one in kept(own.where)] == ["applied", "undone"]
    assert next(now for now in rows(own.where) if now.ref == row.ref).speaker == row.speaker


@pytest.mark.parametrize("js", [True, False])
def test_the_speaker_is_put_right_and_back(own: Site, js: bool) -> None:
    row = next(row for row in rows(own.where) if row.speaker and row.outlet)
    page = own.window(Look(1024, js=js))
    page.goto(f"/statements/{row.ref}/correct")
    page.locator("input[name=who][value=other]").check()
    page.get_by_label("Names, one a line").fill("Somebody <b>Else</b>")
    sign(page)
    page.get_by_label("Why").fill("A test.")
    page.get_by_role("button", name="Put it right").click()
    page.wait_for_url("**/articles/**")
    assert [each.kind for each in kept(own.where)] == ["speaker"], kept(own.where)
    (one,) = kept(own.where)
    assert (one.kind, one.by, one.why, one.state) == ("speaker", "Mara Hollin", "A test.", "applied")
    assert next(now for now in rows(own.where) if now.ref == row.ref).speaker == "Somebody <b>Else</b>"
    page.goto("/corrections")
    assert "Somebody <b>Else</b>" in page.locator(".correction").first.inner_text()
    own.shot(page, "listed")
    page.get_by_role("button", name="Undo").click()
    page.wait_for_url("**/corrections*")
    assert [one.state for one in kept(own.where)] == ["applied", "undone"]
    assert next(now for now in rows(own.where) if now.ref == row.ref).speaker == row.speaker
    page.get_by_role("button", name="Let it hold again").click()
    page.wait_for_url("**/corrections*")
    assert next(now for now in rows(own.where) if now.ref == row.ref).speaker == "Somebody <b>Else</b>"


def test_words_are_put_right_by_selecting_them(own: Site) -> None:
    row = next(row for row in rows(own.where) if len(row.content.split()) > 8 and " … " not in row.content)
    page = own.window()
    page.goto(f"/statements/{row.ref}/correct")
    fewer = " ".join(row.content.split()[1:5])
    select(page, fewer)
    page.locator("[data-take=content]").click()
    assert page.get_by_label("Content").input_value() == fewer
    select(page, row.content.split()[-1])
    page.locator("[data-add=content]").click()
    sign(page)
    own.shot(page, "selected")
    own.check(page)
    page.get_by_role("button", name="Put it right").click()
    page.wait_for_url("**/articles/**")
    now = said(own.where, f"{fewer} … {row.content.split()[-1]}")
    assert now.ref.split("-")[0] == row.ref.split("-")[0] and now.ref != row.ref
    assert kept(own.where)[0].kind == "span"


def test_letters_beyond_the_first_plane_do_not_shift_what_is_selected(own: Site) -> None:
    page = own.window()
    page.goto("/add")
    page.get_by_label("The text of a page").fill(
        "Harbour office moves\n\nAt the 🦑🦑 harbour “we have 🦑 run out of patience,” Ines Okoro said on Monday."
    )
    page.get_by_role("button", name="Add the text").click()
    page.locator("#additions[data-unfinished=no] .addition").first.wait_for()
    row = said(own.where, "run out of")
    page.goto(f"/statements/{row.ref}/correct")
    select(page, "run out")
    page.locator("[data-take=content]").click()
    sign(page)
    page.get_by_role("button", name="Put it right").click()
    page.wait_for_url("**/articles/**")
    assert said(own.where, "run out").content == "run out"


@pytest.mark.parametrize("js", [True, False])
def test_it_is_no_statement_and_kinds(own: Site, js: bool) -> None:
    first, second = [row for row in rows(own.where) if row.within is None and row.manner == "says"][:2]
    page = own.window(Look(390, js=js))
    page.goto(f"/statements/{first.ref}/correct")
    sign(page)
    page.get_by_role("button", name="It is no statement").click()
    page.wait_for_url("**/articles/**")
    assert first.ref not in {row.ref for row in rows(own.where)}
    page.goto(f"/statements/{second.ref}/correct")
    page.get_by_label("Said how").select_option("warns")
    page.get_by_label("Where").select_option("speech")
    assert page.get_by_label("Your name").count() == 0, "it is asked once"
    page.get_by_role("button", name="Put it right").click()
    page.wait_for_url("**/articles/**")
    now = next(row for row in rows(own.where) if row.ref == second.ref)
    assert (now.manner, now.channel) == ("warns", "speech")
    page.goto(f"/statements/{second.ref}/correct")
    page.get_by_role("button", name="Put it right").click()
    assert "Nothing was changed" in page.get_by_role("alert").inner_text()


def test_words_that_are_not_there_are_told_and_what_was_written_stays(own: Site) -> None:
    row = rows(own.where)[0]
    page = own.window(Look(js=False))
    page.goto(f"/statements/{row.ref}/correct")
    sign(page)
    page.get_by_label("Content").fill("words <i>that</i> nobody wrote")
    page.get_by_role("button", name="Put it right").click()
    assert "do not stand in the text" in page.get_by_role("alert").inner_text()
    assert page.get_by_label("Content").input_value() == "words <i>that</i> nobody wrote"
    assert kept(own.where) == []


@pytest.mark.parametrize("js", [True, False])
def test_a_missing_statement_is_added(own: Site, js: bool) -> None:
    row = next(row for row in rows(own.where) if row.speaker and row.source and row.within is None and row.cue)
    with open_archive(own.where) as archive:
        correcting.correct(archive, row.ref, correcting.Asked(not_a_statement=True), by="Ada", why="To add it.")
    page = own.window(Look(1024, js=js))
    page.goto(f"/articles/{row.article[:12]}/correct")
    for part, words in (("source", row.source), ("cue", row.cue), ("content", row.content)):
        pieces = words.split(" … ")
        if js:
            for number, piece in enumerate(pieces):
                select(page, piece)
                page.locator(f"[data-{'add' if number else 'take'}={part}]").click()
        else:
            page.locator(f"textarea[name={part}]").fill(words)
    sign(page, page.locator("#missing"))
    if js:
        own.check(page)
        own.shot(page, "missing")
    page.get_by_role("button", name="Add the statement").click()
    page.wait_for_url(lambda url: "done=" in url or "/correct" not in url or not js)
    found = [now for now in rows(own.where) if (now.content, now.cue) == (row.content, row.cue)]
    told = page.get_by_role("alert").all_inner_texts()
    assert found or any("in " in one and "places" in one for one in told), told
    if found:
        assert found[0].confidence == 1


def test_two_are_made_one_and_one_is_made_two(own: Site) -> None:
    article = next(row.article for row in rows(own.where) if row.speaker)
    with open_archive(own.where) as archive, archive.reading() as connection:
        before = lookup.article(connection, article).reading.entities
    page = own.window()
    page.goto(f"/articles/{article[:12]}/correct")
    boxes = page.locator("input[name=merge]")
    first, second = boxes.nth(0).get_attribute("value"), boxes.nth(1).get_attribute("value")
    boxes.nth(0).check()
    boxes.nth(1).check()
    sign(page, page.locator("#people"))
    page.get_by_role("button", name="They are one").click()
    page.wait_for_url("**done=**")
    assert "one and the same" in page.locator(".kept").inner_text()
    own.shot(page, "merged")
    with open_archive(own.where) as archive, archive.reading() as connection:
        after = lookup.article(connection, article).reading.entities
    assert {one.id for one in before} - {one.id for one in after} == {second}
    page.locator(".kept").get_by_role("button", name="Undo").click()
    page.goto(f"/articles/{article[:12]}/correct?entity={first}")
    page.locator("input[name=mention]").first.check()
    page.locator("form", has=page.locator("input[name=mention]")).get_by_label("Name of somebody new").fill(
        "Nora Quist"
    )
    own.shot(page, "split")
    page.get_by_role("button", name="Part them").click()
    page.wait_for_url("**done=**")
    with open_archive(own.where) as archive, archive.reading() as connection:
        names = {one.name for one in lookup.article(connection, article).reading.entities}
    assert "Nora Quist" in names


def test_a_whole_article_is_checked(own: Site) -> None:
    article = rows(own.where)[0].article
    page = own.window(Look(js=False))
    page.goto(f"/articles/{article[:12]}/correct")
    sign(page, page.locator("#checked"))
    page.get_by_role("button", name="All statements are right").click()
    assert kept(own.where)[0].kind == "checked"
    assert {row.confidence for row in rows(own.where, article)} == {1.0}


def test_a_statement_is_put_right_in_place_and_shown_at_once(own: Site) -> None:
    row = next(row for row in rows(own.where) if row.speaker and row.within is None and row.outlet)
    page = own.window(Look(1440))
    page.goto(f"/statements/{row.ref}")
    page.wait_for_url("**/articles/**")
    slot = page.locator(f".put-right[data-ref='{row.ref}']:visible")
    slot.get_by_role("link", name="Correct").click()
    form = slot.locator("form[data-correct]")
    form.wait_for()
    form.locator("input[name=who][value=other]").check()
    form.get_by_label("Names, one a line").fill("Nora Quist")
    select(page, row.content.split(" … ")[0].split(" ")[0])
    form.locator("[data-take=content]").click()
    assert form.locator("[name=content]").input_value() == row.content.split(" … ")[0].split(" ")[0]
    form.locator("[name=content]").fill(row.content)
    sign(page, form)
    own.shot(page, "form")
    own.check(page)
    form.get_by_role("button", name="Put it right").click()
    page.wait_for_url("**done=**")
    assert "Nora Quist" in page.locator(".kept").inner_text()
    assert page.locator("main").get_by_text("Nora Quist").count() > 1, "it is shown at once"
    own.shot(page, "put-right")
    page.locator(".kept").get_by_role("button", name="Undo").click()
    page.wait_for_url(lambda url: True)
    page.goto(f"/statements/{row.ref}")
    assert row.speaker in page.locator("main").inner_text()
    assert {one.state for one in kept(own.where) if one.kind != "undo"} == {"undone"}
