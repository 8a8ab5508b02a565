import msgspec

from onrecord.export.who import QuotationsForm, Tally, WhoForm, who_json
from onrecord.reading.model import Reading
from tests.export.made import made_reading, told_reading


def counted(*readings: Reading) -> WhoForm:
    tally = Tally()
    for reading in readings:
        tally.add(reading)
    return tally.form()


def test_who_speaks_how_often_and_in_what_kinds() -> None:
    form = counted(told_reading())
    assert [(row.name, row.statements, row.nested) for row in form.speakers] == [
        ("Ragna Vell", 3, 0),
        ("Tom Askill", 2, 1),
    ]
    assert form.speakers[0].quotations == QuotationsForm(direct=1, mixed=0, indirect=2)
    assert form.speakers[0].source_kinds == {"named_person": 3}
    assert [row.name for row in form.described] == ["a senior official", "officers", "the inquiry's report"]


def test_unnamed_implicit_and_unresolved_sources_are_counted() -> None:
    form = counted(told_reading())
    assert (form.pages, form.articles, form.statements) == (1, 1, 9)
    assert (form.unnamed, form.implicit, form.unresolved) == (2, 1, 1)
    assert form.source_kinds["unnamed_group"] == 1


def test_pages_are_joined_by_exact_name_only() -> None:
    one = told_reading()
    speaker = msgspec.structs.replace(one.statements[1].speaker, name="R. Vell", entity=None)  # type: ignore[type-var]
    other = msgspec.structs.replace(one, statements=[msgspec.structs.replace(one.statements[1], speaker=speaker)])
    rows = {row.name: row for row in counted(one, one, other).speakers}
    assert (rows["Ragna Vell"].statements, rows["Ragna Vell"].pages) == (6, 2)
    assert (rows["R. Vell"].statements, rows["R. Vell"].pages) == (1, 1)


def test_what_is_no_name_is_no_name_on_another_page_either() -> None:
    one = told_reading()
    speaker = msgspec.structs.replace(one.statements[1].speaker, name="The company", entity=None)  # type: ignore[type-var]
    told = msgspec.structs.replace(one.statements[1], speaker=speaker, source_kind="named_organisation")
    form = counted(msgspec.structs.replace(one, statements=[told], nested=[]))
    assert (form.speakers, [row.name for row in form.described]) == ([], ["the company"])


def test_statements_without_a_speaker_are_not_lost() -> None:
    form = counted(made_reading())
    assert (form.statements, form.implicit, form.unresolved, form.speakers) == (3, 1, 2, [])


def test_what_is_written_fits_the_schema() -> None:
    form = counted(told_reading(), made_reading())
    line = who_json(form)
    assert b"\n" not in line
    assert msgspec.json.decode(line, type=WhoForm) == form
