"""What a trailing "according to" is for, when the rest of its sentence was told to the press."""

from onrecord.reading.model import Statement
from onrecord.reading.scope import own_clauses

TEXT = (
    "Officials told the Orland Herald that a deal was near, in a strike that has closed 40 ports, "
    "according to the union."
)


def span(words: str, text: str = TEXT) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


def statement(id: str, source: str, cue: str, content: str, text: str = TEXT, within: str | None = None) -> Statement:
    return Statement(
        id=id,
        source=[span(source, text)],
        cue=[span(cue, text)],
        content=[span(content, text)],
        quotation="indirect",
        confidence=0.9,
        within=within,
    )


def test_what_was_told_to_the_press_stands_for_itself() -> None:
    whole = TEXT[: TEXT.index(", according")]
    union = statement("s1", "the union", "according to", whole)
    told = statement("s1.1", "Officials", "told", whole[whole.index("that a deal") :], within="s1")
    outer, inner = own_clauses(TEXT, [union], [told])
    assert [(s.id, TEXT[slice(*s.source[0])], TEXT[slice(*s.content[0])]) for s in outer] == [
        ("s1", "Officials", "that a deal was near"),
        ("s2", "the union", "in a strike that has closed 40 ports"),
    ]
    assert inner == []


def test_what_was_told_to_others_is_relayed() -> None:
    text = "He told two of his aides that he would go, and soon at that, according to one of them."
    whole = text[: text.index(", according")]
    outer = [statement("s1", "one of them", "according to", whole, text)]
    inner = [statement("s1.1", "He", "told", whole[whole.index("that he would") :], text, "s1")]
    assert own_clauses(text, outer, inner) == (outer, inner)


def test_what_is_nested_elsewhere_stays() -> None:
    text = TEXT + " Mr Orr said the mayor had promised that it would end."
    whole = TEXT[: TEXT.index(", according")]
    union = statement("s1", "the union", "according to", whole, text)
    orr = statement("s2", "Mr Orr", "said", "the mayor had promised that it would end", text)
    told = statement("s1.1", "Officials", "told", whole[whole.index("that a deal") :], text, "s1")
    mayor = statement("s2.1", "the mayor", "had promised", "that it would end", text, "s2")
    _, inner = own_clauses(text, [union, orr], [told, mayor])
    assert [(s.id, s.within, text[slice(*s.source[0])]) for s in inner] == [("s3.1", "s3", "the mayor")]
