"""What a trace is made of, put together from the story's readings by hand, without an archive."""

from onrecord.reading.model import Reading, Statement
from onrecord.record.names import key
from onrecord.record.refs import ref
from onrecord.record.views import outlet_of
from onrecord.story.appearances import Occurrence, Page, Station
from onrecord.story.origins import Copy
from tests.story.tunnel import COPIES, SAME, VERSIONS, Utterance, readings


def pages() -> dict[str, Page]:
    """Return each page of the story, versions of one article under its number."""
    names = list(readings())
    chains = {name: chain for chain in (*VERSIONS, *SAME) for name in chain}
    out = {}
    for number, (name, reading) in enumerate(readings().items()):
        chain = chains.get(name, (name,))
        about = reading.article
        out[name] = Page(
            capture=number,
            sha256=reading.capture.sha256,
            article=names.index(chain[0]),
            version=chain.index(name),
            outlet=outlet_of(reading),
            url=reading.capture.url or about.url,
            headline=about.headline,
            captured_at=reading.capture.captured_at,
            published=about.published,
            updated=about.updated,
            credit="Northern Wire" if about.authors == ["Northern Wire"] else None,
        )
    return out


def versions() -> dict[int, list[Page]]:
    """Return the versions of each article, in order."""
    out: dict[int, list[Page]] = {}
    for page in sorted(pages().values(), key=lambda page: page.version):
        out.setdefault(page.article, []).append(page)
    return out


def occurrences(wanted: Utterance) -> list[Occurrence]:
    """Return each statement of the story that carries the words of an utterance."""
    out = []
    for name, page in pages().items():
        reading = readings()[name]
        for one in (*reading.statements, *reading.nested):
            if wanted.words in key(reading.quote(one.content)):
                out.append(occurrence(reading, one, page))
    return out


def occurrence(reading: Reading, one: Statement, page: Page) -> Occurrence:
    """Return a statement as an occurrence."""
    return Occurrence(
        ref=ref(reading.capture.sha256, one.content, nested=one in reading.nested),
        page=page,
        content=reading.quote(one.content),
        source=reading.quote(one.source),
        cue=reading.quote(one.cue),
        source_spans=one.source,
        cue_spans=one.cue,
        content_spans=one.content,
        quotation=one.quotation,
        speaker=one.speaker.name if one.speaker else None,
        speaker_confidence=one.speaker.confidence if one.speaker else None,
        source_kind=one.source_kind,
        channel=one.channel,
        manner=one.manner,
        polarity=one.polarity,
        via=[Station(name=via.name, kind=via.kind, span=via.span) for via in one.via],
        qualifiers=[reading.quote([each.span]) for each in one.qualifiers],
        within=one.within,
    )


def copies() -> list[Copy]:
    """Return the copies of the story: whole where it says so, else the paragraphs that both pages have."""
    out = []
    for name, original, whole in COPIES:
        one, other = readings()[name], readings()[original]
        theirs = {_plain(other.text[start:end]): (start, end) for start, end in other.article.body}
        shared = [
            (span, theirs[words]) for span in one.article.body if (words := _plain(one.text[slice(*span)])) in theirs
        ]
        numbers = pages()
        out.append(
            Copy(
                capture=numbers[name].capture,
                other=numbers[original].capture,
                whole=whole,
                spans=[span for span, _ in shared],
                other_spans=[span for _, span in shared],
                origin=numbers[original].capture,
                credited="Northern Wire",
            )
        )
    return out


def _plain(text: str) -> str:
    return text.replace("“", '"').replace("”", '"')
