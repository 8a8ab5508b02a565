"""The network: a small pretrained encoder, a tagger, and a tagger asked once for every cue.

The plain tagger finds what may be a cue. For each cue, the second head labels the whole window again, given that
cue: which pieces are its source, which its content. Sources can so be shared, contents be cut in two by their cue, and
nothing has to be tied together afterwards.
"""

from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoModel

from onrecord.reading.encode import QUOTE_STATES, SHAPES
from onrecord.reading.mentions.labels import DESCRIPTION_LABELS, NAME_LABELS

TAGS = 7
"""O, then B and I of source, cue, content."""
LABELS = 5
"""Given a cue: O, then B and I of its source, B and I of its content."""
DISTANCES = 16


@dataclass
class Shape:
    """Sizes of the heads."""

    pair: int = 192
    mention: int = 192
    dropout: float = 0.1


def tokenizer_of(encoder: Path) -> Tokenizer:
    """Return the pretrained encoder's tokenizer, without padding or truncation."""
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def distance_bucket(offset: Tensor) -> Tensor:
    """Bucket signed piece offsets: 8 logarithmic buckets on either side."""
    magnitude = torch.log2(offset.abs().float() + 1).clamp(max=7).long()
    return magnitude + 8 * (offset < 0).long()


class Encoder(nn.Module):
    """Word pieces with shape and quotation features to vectors and tag scores."""

    def __init__(self, name: str, dropout: float = 0.1) -> None:
        """Load the pretrained encoder `name` (a folder)."""
        super().__init__()
        self.bert = AutoModel.from_pretrained(name, add_pooling_layer=False, attn_implementation="eager")
        width = self.bert.config.hidden_size
        # 840 articles teach nothing new about 30,000 word pieces, and a frozen table trains faster.
        self.bert.embeddings.word_embeddings.weight.requires_grad_(False)
        for layer in self.bert.encoder.layer:
            layer.attention.self.dropout.p = 0.0  # costs a third of a step on a CPU
        self.shape = nn.Embedding(SHAPES, width)
        self.quote = nn.Embedding(QUOTE_STATES, width)
        for table in (self.shape, self.quote):
            nn.init.normal_(table.weight, std=0.01)
        self.drop = nn.Dropout(dropout)
        self.tags = nn.Linear(width, TAGS)
        self.width = width

    def forward(self, ids: Tensor, shapes: Tensor, quotes: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return vectors (batch, pieces, width) and tag scores (batch, pieces, `TAGS`)."""
        words = self.bert.embeddings.word_embeddings(ids) + self.shape(shapes) + self.quote(quotes)
        hidden = self.bert(inputs_embeds=words, attention_mask=mask).last_hidden_state
        return hidden, self.tags(self.drop(hidden))


class CueHead(nn.Module):
    """Labels every piece of a window for one cue."""

    def __init__(self, width: int, shape: Shape) -> None:
        """Make the head for vectors of `width`."""
        super().__init__()
        d = shape.pair
        self.piece = nn.Linear(width, 2 * d)
        self.cue = nn.Linear(width, 2 * d)
        self.distance = nn.Embedding(DISTANCES, d)
        nn.init.normal_(self.distance.weight, std=0.02)
        self.norm = nn.LayerNorm(d)
        self.mix = nn.Conv1d(d, d, 5, padding=2)
        self.norm2 = nn.LayerNorm(d)
        self.drop = nn.Dropout(shape.dropout)
        self.out = nn.Linear(d, LABELS)

    def forward(self, hidden: Tensor, rows: Tensor, cues: Tensor, offsets: Tensor) -> Tensor:
        """Score labels for n cues.

        `hidden` is (windows, pieces, width), `rows` (n) the window of each cue, `cues` (n, width) their vectors,
        `offsets` (n, pieces) the distance of each piece from the cue's first.
        """
        return self.given(self.piece(hidden), rows, cues, offsets)

    def given(self, pieces: Tensor, rows: Tensor, cues: Tensor, offsets: Tensor) -> Tensor:
        """Score labels as `forward` does, given what `piece` makes of the windows."""
        a, b = pieces.index_select(0, rows).chunk(2, -1)
        c, d = self.cue(cues).unsqueeze(1).chunk(2, -1)
        x = self.norm(a + c + b * d + self.distance(distance_bucket(offsets)))
        x = self.drop(nn.functional.gelu(x))
        y = self.mix(x.transpose(1, 2)).transpose(1, 2)
        x = self.norm2(x + nn.functional.gelu(y))
        return self.out(self.drop(x))


class MentionHead(nn.Module):
    """Labels every piece as part of a name, and as part of a description."""

    def __init__(self, width: int, shape: Shape) -> None:
        """Make the head for vectors of `width`."""
        super().__init__()
        self.drop = nn.Dropout(shape.dropout)
        self.inner = nn.Linear(width, shape.mention)
        self.out = nn.Linear(shape.mention, len(NAME_LABELS) + len(DESCRIPTION_LABELS))

    def forward(self, hidden: Tensor) -> tuple[Tensor, Tensor]:
        """Return name scores and description scores for each piece of (windows, pieces, width)."""
        scores = self.out(self.drop(nn.functional.gelu(self.inner(self.drop(hidden)))))
        return scores[..., : len(NAME_LABELS)], scores[..., len(NAME_LABELS) :]


class Reader(nn.Module):
    """Encoder, cue head and mention head together."""

    def __init__(self, name: str, shape: Shape | None = None) -> None:
        """Start from the pretrained encoder `name`."""
        super().__init__()
        shape = shape or Shape()
        self.encoder = Encoder(name, shape.dropout)
        self.head = CueHead(self.encoder.width, shape)
        self.mentions = MentionHead(self.encoder.width, shape)
