import json

import msgspec

from onrecord.export.page_json import PageForm, page_json
from tests.export.made import made_page, made_reading


def test_what_is_written_fits_the_schema() -> None:
    reading = made_reading()
    page = msgspec.json.decode(page_json(reading.capture, reading.page), type=PageForm)
    assert page.schema_version == 1
    assert [block.line for block in page.blocks[:3]] == [1, 3, 5]
    assert page.blocks[0].quote == reading.article.headline


def test_rails_keep_their_headlines_in_order() -> None:
    page = made_page()
    (rail,) = json.loads(page_json(made_reading().capture, page))["rails"]
    assert page.text[slice(*rail["heading"])] == "More from Ellery Post"
    assert [page.text[slice(*span)] for span in rail["headlines"]] == [
        "Bakery reopens after flood",
        "School of whales seen off Cape Dun",
    ]
