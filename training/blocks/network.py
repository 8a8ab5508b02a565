"""The block model as a network: hashed words and numbers of each block, read in order both ways."""

import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.article.features import MARK_ROWS, WORD_ROWS

WORD_PLACES = (slice(0, 2), slice(0, 9), slice(9, 13))
MARK_PLACES = (slice(0, 11), slice(11, 24))
"""Columns of `Features.words` and `Features.marks` that are summed each for itself."""


class Network(nn.Module):
    """Roles of a page's blocks, in a batch of pages."""

    def __init__(self, text: int, markup: int, roles: int, width: int = 112, hidden: int = 80, embed: int = 16) -> None:
        super().__init__()
        self.words = nn.Embedding(WORD_ROWS, embed, padding_idx=0)
        self.marks = nn.Embedding(MARK_ROWS, embed, padding_idx=0)
        nn.init.normal_(self.words.weight, std=0.1)
        nn.init.normal_(self.marks.weight, std=0.1)
        for table in (self.words, self.marks):
            with torch.no_grad():
                table.weight[0] = 0
        # Rows that are known well enough to be told apart; others count as if they were not there.
        self.register_buffer("known_words", torch.ones(WORD_ROWS))
        self.register_buffer("known_marks", torch.ones(MARK_ROWS))
        self.text = nn.Linear(text, width)
        self.markup = nn.Linear(markup, width, bias=False)
        # The same word says another thing as the first of a block, near its beginning and at its end; the same class
        # another as the block's own and as that of what it stands in.
        self.of_words = nn.Linear(embed * len(WORD_PLACES), width, bias=False)
        self.of_marks = nn.Linear(embed * len(MARK_PLACES), width, bias=False)
        self.norm = nn.LayerNorm(width)
        self.mix = nn.Linear(width, width)
        self.read = nn.GRU(width, hidden, num_layers=2, bidirectional=True, batch_first=True, dropout=0.3)
        self.drop = nn.Dropout(0.3)
        self.few = nn.Dropout(0.3)
        self.out = nn.Linear(2 * hidden + width, roles)

    @staticmethod
    def bags(table: nn.Embedding, known: Tensor, rows: Tensor, places: tuple[slice, ...]) -> Tensor:
        """Sums of the rows that are known, each over the root of their number, side by side for all places."""
        known = known.unsqueeze(-1)
        seen = functional.embedding(rows, torch.cat([table.weight * known, known], -1))
        sums = torch.stack([seen[..., place, :].sum(-2) for place in places], -2)
        return (sums[..., :-1] / sums[..., -1:].clamp(min=1.0).sqrt()).flatten(-2)

    def forward(self, text: Tensor, markup: Tensor, words: Tensor, marks: Tensor) -> Tensor:
        """Return the logits; inputs are (pages, blocks, …)."""
        x = self.text(text) + self.markup(markup)
        x = x + self.of_words(self.few(self.bags(self.words, self.known_words, words, WORD_PLACES)))
        x = x + self.of_marks(self.few(self.bags(self.marks, self.known_marks, marks, MARK_PLACES)))
        x = torch.relu(self.norm(x))
        x = torch.relu(self.mix(self.drop(x)))
        y, _ = self.read(self.drop(x))
        return self.out(self.drop(torch.cat([y, x], -1)))


class Judges(nn.Module):
    """Several networks as one: the mean of their probabilities, for one page without a batch."""

    def __init__(self, networks: list[Network]) -> None:
        super().__init__()
        self.networks = nn.ModuleList(networks)

    def forward(self, text: Tensor, markup: Tensor, words: Tensor, marks: Tensor) -> Tensor:
        """Return probabilities, blocks by roles."""
        inputs = (text.unsqueeze(0), markup.unsqueeze(0), words.long().unsqueeze(0), marks.long().unsqueeze(0))
        total = sum(torch.softmax(network(*inputs), -1) for network in self.networks)
        return (total / len(self.networks)).squeeze(0)  # type: ignore[operator]
