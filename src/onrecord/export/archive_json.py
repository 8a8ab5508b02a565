"""What the commands of the archive write as JSON: one document for an answer, or one line for each thing done."""

from typing import Literal, Self

import msgspec

from onrecord.capture.model import CaptureError
from onrecord.record.accounts import Account
from onrecord.record.adding import Added
from onrecord.record.correcting import Correcting
from onrecord.record.doctor import Report
from onrecord.record.feeds import WatchedFeed
from onrecord.record.lookup import Evidence, Namesake, Said, StatementRow, Stats
from onrecord.record.search.find import Alike, Articles, Statements
from onrecord.record.tokens import Token

AROUND = 200
"""Code points of the page's text that are shown on either side of a statement."""


class Failed(msgspec.Struct, frozen=True, kw_only=True):
    """An input that could not be read, and why."""

    source: str
    message: str


class AddedForm(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one input: it was `added`, or it `failed`."""

    schema_version: Literal[1] = 1
    added: Added | None = None
    failed: Failed | None = None


class SearchForm(msgspec.Struct, frozen=True, kw_only=True):
    """What a query found: `statements`, or `articles` or what is `alike` in meaning if these were asked for."""

    schema_version: Literal[1] = 1
    query: str
    statements: Statements | None = None
    articles: Articles | None = None
    alike: Alike | None = None


class SaidForm(msgspec.Struct, frozen=True, kw_only=True):
    """What a person or body said, the oldest first.

    `speaker` is whom the `name` asked for means, None where that is nobody or not clear; `others` are those whom it may
    mean too. `next` is the cursor of the next page.
    """

    schema_version: Literal[1] = 1
    name: str
    speaker: Namesake | None
    others: list[Namesake]
    statements: list[StatementRow]
    next: str | None

    @classmethod
    def of(cls, name: str, found: Said) -> Self:
        """Return the form of what was found under a name."""
        page = found.page
        return cls(name=name, speaker=found.speaker, others=found.others, statements=page.items, next=page.next)


class StatsForm(msgspec.Struct, frozen=True, kw_only=True):
    """How much there is in the archive at `archive`."""

    schema_version: Literal[1] = 1
    archive: str
    stats: Stats


class AskedForm(msgspec.Struct, frozen=True, kw_only=True):
    """A feed that was asked: how many pages it named, and how many of them it had not named before."""

    schema_version: Literal[1] = 1
    feed: WatchedFeed
    pages: int
    new: int


class FeedsForm(msgspec.Struct, frozen=True, kw_only=True):
    """The feeds that are watched."""

    schema_version: Literal[1] = 1
    feeds: list[WatchedFeed]


class EvidenceForm(msgspec.Struct, frozen=True, kw_only=True):
    """A statement and what proves it.

    `before` and `after` are the page's words around it, `url`, `captured_at` and `source` those of the capture that has
    the bytes with this `sha256`. Offsets in `statement` are code points into the page's text.
    """

    schema_version: Literal[1] = 1
    statement: StatementRow
    before: str
    quote: str
    after: str
    headline: str | None
    url: str | None
    source: str
    sha256: str
    captured_at: str | None

    @classmethod
    def of(cls, evidence: Evidence) -> Self:
        """Return the form of what an archive has."""
        row, page = evidence.row, evidence.page
        text = page.reading.text
        return cls(
            statement=row,
            before=text[max(0, row.start - AROUND) : row.start],
            quote=text[row.start : row.end],
            after=text[row.end : row.end + AROUND],
            headline=page.reading.article.headline,
            url=page.reading.article.url or page.capture.url,
            source=page.capture.source,
            sha256=page.capture.sha256,
            captured_at=page.capture.captured_at,
        )


class CorrectionsForm(msgspec.Struct, frozen=True, kw_only=True):
    """Corrections, the latest first; `next` is the cursor of the next page."""

    schema_version: Literal[1] = 1
    corrections: list[Correcting]
    next: str | None


class DoctorForm(msgspec.Struct, frozen=True, kw_only=True):
    """What was found when the archive at `archive` was checked; `whole` if nothing is amiss."""

    schema_version: Literal[1] = 1
    archive: str
    whole: bool
    report: Report


class TokenForm(msgspec.Struct, frozen=True, kw_only=True):
    """A token that was made, with its secret, which is kept nowhere."""

    schema_version: Literal[1] = 1
    token: Token
    secret: str


class TokensForm(msgspec.Struct, frozen=True, kw_only=True):
    """The tokens of an archive."""

    schema_version: Literal[1] = 1
    tokens: list[Token]


class AccountsForm(msgspec.Struct, frozen=True, kw_only=True):
    """The accounts of an archive."""

    schema_version: Literal[1] = 1
    accounts: list[Account]


def asked_line(feed: WatchedFeed, pages: int, new: int) -> bytes:
    """Return how asking a feed went as a line of JSON, without its newline."""
    return line(AskedForm(feed=feed, pages=pages, new=new))


def added_line(outcome: Added | CaptureError) -> bytes:
    """Return what came of one input as a line of JSON, without its newline."""
    if isinstance(outcome, CaptureError):
        return line(AddedForm(failed=Failed(source=outcome.source, message=outcome.message)))
    return line(AddedForm(added=outcome))


def line(form: msgspec.Struct) -> bytes:
    """Return a document as JSON, without a newline."""
    return msgspec.json.encode(form)
