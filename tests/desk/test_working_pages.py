"""The pages on which people work, as they look: on a phone and two desks, light and dark, with and without scripts."""

import pytest

from onrecord.record import lookup
from onrecord.record.opening import open_archive
from tests.desk.browser import WIDTHS, Look, Site

SEEN = [Look(width, dark) for width in WIDTHS for dark in (False, True)] + [
    Look(390, js=False),
    Look(1440, True, False),
]
CHECKED = (Look(390), Look(1440, dark=True))
"""Colours differ by the scheme and places by the width, so that axe needs no more than these."""


@pytest.mark.parametrize("look", SEEN, ids=str)
def test_look(site: Site, look: Look) -> None:
    with open_archive(site.where) as archive, archive.reading() as connection:
        row = next(row for row in lookup.statements(connection, limit=200).items if row.via and row.speaker)
    page = site.window(look)
    page.goto("/queue")
    page.get_by_label("Your name").fill("Mara Hollin")
    page.get_by_role("button", name="Begin").click()
    for name, address in (
        ("queue", f"/queue?article={row.article[:12]}"),
        ("add", "/add"),
        ("statement", f"/statements/{row.ref}/correct"),
        ("article", f"/articles/{row.article[:12]}/correct?entity=e1"),
        ("corrections", "/corrections"),
        ("account", "/account"),
        ("search", "/search"),
        ("found", "/search?q=strike+OR+dam+OR+rent"),
    ):
        page.goto(address)
        site.shot(page, name)
        if look in CHECKED:
            site.check(page)
