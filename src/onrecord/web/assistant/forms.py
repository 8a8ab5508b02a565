"""What the tools answer with. Every quotation has a ref, its exact words, and where they stand."""

from pydantic import BaseModel, Field

_REF = "5d3a08f1c2b4-512-604"


class Piece(BaseModel):
    """A run of words of a captured page, verbatim: `text[start:end] == words` of that page's text."""

    start: int = Field(description="Where it starts, in Unicode code points of the page's text.")
    end: int = Field(description="Where it ends, exclusive.")
    words: str = Field(description="The words, verbatim. Quote these, and nothing else.")


class Quoted(BaseModel):
    """A statement that is in the archive."""

    ref: str = Field(description="Its permanent name. Cite it with every quotation.", examples=[_REF])
    said: list[Piece] = Field(description="What was said, in pieces; between two of them the page has other words.")
    quotation: str = Field(
        description="`direct`: the speaker's own words, in quotation marks; `mixed`: in part; `indirect`: the "
        "article's words for what was said, which are not to be put into the speaker's mouth."
    )
    speaker: str | None = Field(description="Who says it; null where the article does not tell surely enough.")
    speaker_confidence: float | None = Field(description="How sure the speaker is, 0 to 1, calibrated.")
    source: list[Piece] = Field(description="The article's own words for who says it; none if it has none.")
    cue: list[Piece] = Field(description="The words that tie source and content, such as `said`.")
    source_kind: str = Field(description="What kind of source it is.")
    polarity: str = Field(description="`denies` where the source denies the content, else `affirms`.")
    via: list[str] = Field(description="The outlets the words passed through, from the speaker outwards.")
    said_at: str | None = Field(description="When it was said, as a TIMEX3 value, if that is told.")
    within: str | None = Field(description="Set where it is told within another's statement of the same article.")
    confidence: float = Field(description="How likely source and content were read rightly, 0 to 1, calibrated.")
    corrected: bool = Field(description="Whether a person put it right.")
    article: str = Field(description="The SHA-256 of the captured page.")
    headline: str | None = Field(description="The article's headline.")
    outlet: str | None = Field(description="The article's outlet.")
    day: str | None = Field(description="The day it was published, else captured.")
    url: str | None = Field(description="The article's web address, if it is known.")


class Quotations(BaseModel):
    """Statements found, and whether there are others. No item means that the archive has none: say so."""

    items: list[Quoted] = Field(description="The statements.")
    total: int | None = Field(description="How many there are, where that is known.")
    next: str | None = Field(description="Give this as `cursor` to go on; null after the last.")


class Bearer(BaseModel):
    """A person or body whom a name may mean."""

    ref: str | None = Field(
        description="Its ref over all pages, as `p-3f9a1c2e7b04`; null where the name alone is gone by."
    )
    name: str = Field(description="The fullest name.")
    roles: list[str] = Field(description="Offices that pages give, at most 3: what tells namesakes apart.")
    statements: int = Field(description="How many statements are theirs.")


class SaidBy(BaseModel):
    """What somebody said, and who that is. Never put together what several people of one name said."""

    speaker: Bearer | None = Field(
        description="Whose the statements are. With a null `ref`: all who are called so, and say that. Null where "
        "nobody is, or where several are who are known to be apart: then there are no items."
    )
    others: list[Bearer] = Field(
        description="Whom the name may mean too. Say so, and ask for one of them by its ref as `name`."
    )
    items: list[Quoted] = Field(description="The statements.")
    next: str | None = Field(description="Give this as `cursor` to go on; null after the last.")


class NamedSo(BaseModel):
    """A person or body over all pages of the archive."""

    ref: str = Field(description="Give this as `name` to `said_by`.")
    type: str = Field(description="`person` or `organisation`.")
    name: str = Field(description="The fullest name.")
    roles: list[str] = Field(description="Offices that pages give, at most 3.")
    pages: int = Field(description="How many pages name it.")
    statements: int = Field(description="How many statements it makes.")
    first: str | None = Field(description="The first day on which it is named.")
    last: str | None = Field(description="The last day.")


class WhoIs(BaseModel):
    """Who bears a name. Several are several people or bodies, as far as it is known: do not take them for one."""

    items: list[NamedSo] = Field(description="Those who bear it, those who say most first; none if no page names them.")
    also_called: list[str] = Field(description="Where it is one: what pages call it too.")
    apart: list[str] = Field(
        description="Where it is one: why others of like name are not it, or may be it, in sentences."
    )


class Met(BaseModel):
    """An occasion on which a page was captured."""

    source: str = Field(description="What was read: a path, an address, a record of a WARC.")
    url: str | None = Field(description="The web address, if it is known.")
    captured_at: str | None = Field(description="When, ISO 8601.")
    captured_at_from: str | None = Field(description="What told the time; `file-time` is the weakest.")


class Evidence(BaseModel):
    """A statement with all that proves it."""

    statement: Quoted = Field(description="The statement.")
    context: Piece = Field(description="The passage of the page around it, verbatim.")
    capture: str = Field(description="The SHA-256 of the captured bytes; anybody who has them can check it.")
    captured: list[Met] = Field(description="Where and when they were captured.")
    link: str | None = Field(description="The page's address with a text fragment that finds the words there.")
    qualifiers: list[Piece] = Field(description="What the article says of the source's standing, verbatim.")
    anonymity: Piece | None = Field(description="The stated reason for not naming the source.")
    published: str | None = Field(description="When the article was published.")
    reader: dict[str, str] = Field(description="The models that read it, by their task.")


class Appeared(BaseModel):
    """An article that carries the words."""

    statement: Quoted = Field(description="The words as this article has them, and whose it says they are.")
    naming: str = Field(
        description="`named`; `withheld`: it speaks of somebody whom it does not name; `unresolved`; `document`; "
        "`outlet`; `none`."
    )
    when: str | None = Field(description="The earliest time that the page or its capture shows, ISO 8601.")
    from_where: str = Field(description="Where it has the words from, in a sentence, as far as pages show it.")
    counts: bool = Field(description="Whether it is an independent origin, and not a copy or a citation of another.")


class Inferred(BaseModel):
    """A page withholds a name, and others give one for the same words. It is an inference: say so."""

    name: str | None = Field(description="The name; null where pages name different people, so that nothing follows.")
    why: str = Field(description="What it rests on, in a sentence.")
    withheld: str = Field(description="The ref of the statement whose source is not named.")
    named: list[str] = Field(description="The refs of those that name it.")


class Traced(BaseModel):
    """Where words appeared in this archive, in time. What is not in the archive may be earlier: say so."""

    words: str = Field(description="The words, as most articles have them.")
    independent: int = Field(description="How many independent origins there are; copies and citations are none.")
    undetermined: int = Field(description="How many articles do not show where they have the words.")
    first: str | None = Field(description="The ref of the first known appearance in this archive.")
    appearances: list[Appeared] = Field(description="The articles, the earliest first.")
    more: bool = Field(description="Whether later ones were left out for want of room.")
    inferences: list[Inferred] = Field(description="Names that may be inferred.")
    others: list[str] = Field(description="Refs of other statements that the words asked for may mean.")


class Held(BaseModel):
    """A quotation held against the archive."""

    words: str = Field(description="The words that were given.")
    verdict: str = Field(
        description="`verbatim`; `cut` or `ellipsis`: words of it were left out; `altered`: words are otherwise; "
        "`partly`: only some of it is found; `not_found`; `too_short` to be told by its words."
    )
    attribution: str = Field(description="Whether the archive gives the words to the speaker who was named.")
    indirect: bool = Field(description="Whether no page has them in quotation marks.")
    right: bool = Field(description="Whether the words are right and nobody else's.")
    best: Quoted | None = Field(description="The statement it was held against. Quote this one's words.")
    first: str | None = Field(description="The ref of the first known appearance in this archive.")
    cite: str | None = Field(description="The ref of the statement to cite.")
    independent: int | None = Field(description="How many independent origins the words have in this archive.")


class Checked(BaseModel):
    """What the archive says of quotations. What it does not find may have been said all the same."""

    items: list[Held] = Field(description="The quotations, in order.")
    more: bool = Field(description="Whether later ones were left out for want of room.")


class PageRead(BaseModel):
    """A page that was read, in the archive."""

    article: str = Field(description="The SHA-256 of the captured page.")
    kind: str = Field(description="What kind of page it is; only an `article` has statements.")
    headline: str | None = Field(description="Its headline.")
    outlet: str | None = Field(description="Its outlet.")
    published: str | None = Field(description="When it was published.")
    url: str | None = Field(description="Its web address, if it is known.")
    body: list[Piece] = Field(description="Its paragraphs, verbatim, as far as there is room for them.")
    statements: list[Quoted] = Field(description="Who said what in it, as far as there is room for them.")
    more: bool = Field(description="Whether paragraphs or statements were left out for want of room.")


class Unkept(BaseModel):
    """A statement read in a text that was given, not in a captured page: it proves nothing, and has no ref."""

    said: list[Piece] = Field(description="What is said, with offsets into the text that was given.")
    speaker: str | None = Field(description="Who says it, according to that text.")
    source: list[Piece] = Field(description="The text's own words for who says it.")
    cue: list[Piece] = Field(description="The words that tie source and content.")
    quotation: str = Field(description="Whether it is quoted: direct, mixed or indirect.")


class TextRead(BaseModel):
    """What a text says that was given. Nothing of it is in the archive, and none of it may be cited from there."""

    statements: list[Unkept] = Field(description="Who said what, according to the text.")
    more: bool = Field(description="Whether statements were left out for want of room.")
