"""The reader: an article's paragraphs in, its statements out."""

import re
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import msgspec

from onrecord.article.model import Page
from onrecord.reading.assemble import statements_of
from onrecord.reading.chain import chains
from onrecord.reading.decode import Candidate, candidates
from onrecord.reading.encode import Window, encode_paragraphs, windows
from onrecord.reading.entities import resolve
from onrecord.reading.expectations import expectations
from onrecord.reading.figures import figures
from onrecord.reading.forms import by_form
from onrecord.reading.layout import Layout
from onrecord.reading.mentions import mentions_of
from onrecord.reading.model import Annotations, Mention, Statement
from onrecord.reading.network import WEIGHTS, Network
from onrecord.reading.passages import passages
from onrecord.reading.scope import own_clauses
from onrecord.reading.speakers import speakers
from onrecord.reading.tidy import without_gaps
from onrecord.reading.times import times
from onrecord.text.spans import Span, inside

_LEADING = re.compile(r"(?:that,? )?(?:[\"\u201c\u2018\u00ab]|''|'(?=\w))?\s*", re.IGNORECASE)
_TRAILING = re.compile(r"(?:[\"\u201d\u2019\u00bb']|'')\Z")
_CLOSED_BY = {'"': '"', "\u201c": "\u201d", "\u00ab": "\u00bb", "\u2018": "\u2019", "'": "'"}
_NESTED_LENGTH = 24
"""A content shorter than this many code points holds no statement of its own."""
_BELIEFS = "believ(?:e[ds]?|ing)|thinks?|thought|fear(?:s|ed)|worried|wanted|wants|knew|feels|felt"
_NESTED_CONFIDENCE = 0.6
"""The confidence is not fitted on contents read alone, so of these only the surer ones are kept."""


def _dangles(text: str, found: Statement, content: Span) -> bool:
    """Whether a participle that opens `content` after its first noun may belong to whoever is quoted.

    In *She slammed the mayor claiming he had lied*, read without the first two words, the mayor claims it.
    """
    return found.source[0][0] == content[0] and text[slice(*found.cue[0])].split()[0].endswith("ing")


def _own_words(text: str, content: Span) -> Span:
    """Cut the *that* before a content and the marks around it, so that it reads as the sentence that somebody said.

    In quotation marks the network takes all for one quotation, and looks for no other speaker in it. A mark that is
    closed inside the content stays: *“It fell,” Vale said, according to the Herald*.
    """
    start, end = content
    leading = _LEADING.match(text, start, end)
    first = leading.end() if leading else start
    trailing = _TRAILING.search(text, max(first, end - 2), end)
    mark = text[start:first].strip()[-1:]
    opened = mark in _CLOSED_BY
    if opened and re.compile(rf"{_CLOSED_BY[mark]}(?!\w)").search(text, first, max(first, end - 1)):
        return text.index(mark, start, first), end
    return first, trailing.start() if trailing and opened else end


class Reader:
    """Reads articles for attributions with one set of weights, loaded on first use.

    The same page and the same weights give the same statements, whatever the number of `threads`.
    """

    def __init__(self, weights: Path = WEIGHTS, threads: int | None = None) -> None:
        self._network = Network(weights, threads)

    @property
    def name(self) -> str:
        """Name and version of the attribution weights."""
        return self._network.name

    @cached_property
    def _cue_word(self) -> re.Pattern[str]:
        """What finds a word that occurs in cues, or one of belief, which outside contents mostly stands in none."""
        return re.compile(rf"\b(?:{'|'.join(self._network.config['cue_words'])}|{_BELIEFS})\b", re.IGNORECASE)

    def annotations(self, page: Page) -> Annotations:
        """Read the headline, standfirst, body and captions of `page`."""
        text, read = page.text, passages(page)
        stated = [p.span for p in read if p.stated]
        statements, mentions = self.scan(text, stated, [p.span for p in read if not p.stated])
        parted, nested = own_clauses(text, statements, self.nested(text, statements))
        if len(parted) > len(statements):  # what was set free has to be looked into itself
            nested = self.nested(text, parted)
        statements = parted
        found = [*statements, *nested]
        who = resolve(text, read, mentions)
        dates = times(text, stated, page.article.published)
        speaking = speakers(text, read, found, who)
        chain = chains(text, read, found, speaking, who.entities, dates)

        def whole(one: Statement) -> Statement:
            return msgspec.structs.replace(one, speaker=speaking.get(one.id), **chain[one.id]._asdict())

        return Annotations(
            statements=[whole(s) for s in statements],
            nested=[whole(s) for s in nested],
            entities=who.entities,
            figures=figures(text, stated, found, dates, who.entities),
            dates=dates,
            expectations=expectations(text, read, found, who.entities, dates, page.article.published),
        )

    def read(self, text: str, paragraphs: Sequence[Span]) -> list[Statement]:
        """Read `paragraphs`, spans of `text` in order that do not overlap; no statement is within another."""
        config = self._network.config
        layout = Layout(text, paragraphs)
        found = [*self.candidates(layout), *by_form(text, paragraphs, layout.quotes)]
        return statements_of(layout, found, config["confidence"], config["threshold"])

    def scan(
        self, text: str, paragraphs: Sequence[Span], named: Sequence[Span] = ()
    ) -> tuple[list[Statement], list[Mention]]:
        """Read `paragraphs` as `read` does, and in the same pass find the mentions in them and in `named`.

        `named` are spans read for mentions only, like captions. Mentions come in text order: names and descriptions.
        """
        config = self._network.config
        layout, others = Layout(text, paragraphs), Layout(text, named)
        cut, more = self._windows(layout), self._windows(others)
        stated = [True] * len(cut) + [False] * len(more)
        both = [*cut, *more]
        scores = self._network.score(both, config["cue_threshold"], stated=stated)
        found = candidates(cut, scores.cues, self._network.content_ends)
        found += by_form(text, paragraphs, layout.quotes)
        mentions = mentions_of(text, both, scores.mentions, config["mentions"])
        return statements_of(layout, found, config["confidence"], config["threshold"]), mentions

    def mentions(self, text: str, paragraphs: Sequence[Span]) -> list[Mention]:
        """Find the names and descriptions in `paragraphs`, spans of `text` in order that do not overlap."""
        return self.scan(text, (), paragraphs)[1]

    def nested(self, text: str, statements: Sequence[Statement]) -> list[Statement]:
        """Read the contents of `statements` once more, as if each were a paragraph, for statements made in them.

        The corpus the network learned from marks the outer attribution only, so a content has to be read alone, with
        what stands between its pieces in one paragraph, unless that is the source or the cue. Those without a word
        that occurs in cues are passed over.
        """
        owners: list[Statement] = []
        contents: list[Span] = []
        for statement in statements:
            for start, end in without_gaps(text, statement.content, [*statement.source, *statement.cue], wide=True):
                inner = _own_words(text, (start, end))
                if inner[1] - inner[0] >= _NESTED_LENGTH and self._cue_word.search(text, *inner):
                    owners.append(statement)
                    contents.append(inner)
        order = sorted(range(len(contents)), key=lambda k: contents[k])
        made = self.read(text, [contents[k] for k in order])
        counts: dict[str, int] = {}
        out = []
        for found in made:
            at = found.cue[0][0]
            k = next(k for k in order if contents[k][0] <= at < contents[k][1])
            if (
                not found.source
                or found.confidence < _NESTED_CONFIDENCE
                or any(not inside(s, [contents[k]]) for s in (*found.source, *found.content))
                or _dangles(text, found, contents[k])
            ):
                continue
            owner = owners[k].id
            counts[owner] = counts.get(owner, 0) + 1
            out.append(msgspec.structs.replace(found, id=f"{owner}.{counts[owner]}", within=owner))
        return out

    def candidates(self, layout: Layout) -> list[Candidate]:
        """Return everything the network takes for a possible attribution, before selection."""
        cut = self._windows(layout)
        scores = self._network.score(cut, self._network.config["cue_threshold"], named=False)
        return candidates(cut, scores.cues, self._network.content_ends)

    def _windows(self, layout: Layout) -> list[Window]:
        config = self._network.config
        pieces = encode_paragraphs(self._network.tokenizer, layout.text, layout.paragraphs, layout.quotes)
        return windows(pieces, config["window"], config["longest"], context=32)
