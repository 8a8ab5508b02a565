"""What an archive says of a draft's quotations, as JSON."""

from collections.abc import Sequence
from typing import Literal, Self

import msgspec

from onrecord.story.check import Checked


class CheckForm(msgspec.Struct, frozen=True, kw_only=True):
    """What an archive says of a draft called `draft`.

    `quotations` counts its quotations; `held` those whose words are right and nobody else's, `short` those too short to
    be told by their words. `checks` are in the draft's order. Spans of quotations are in code points of the draft's
    text: of a text or Markdown file as it is, of other kinds as it is shown.
    """

    schema_version: Literal[1] = 1
    draft: str
    quotations: int
    held: int
    short: int
    checks: list[Checked]

    @classmethod
    def of(cls, draft: str, checks: Sequence[Checked]) -> Self:
        """Return the form of what was found."""
        held = sum(one.finding.holds for one in checks)
        short = sum(one.finding.verdict == "too_short" for one in checks)
        return cls(draft=draft, quotations=len(checks), held=held, short=short, checks=list(checks))

    @property
    def right(self) -> bool:
        """Whether nothing has to be looked at."""
        return self.held + self.short == self.quotations


def check_json(form: CheckForm) -> bytes:
    """Return what was found as JSON, without a newline."""
    return msgspec.json.encode(form)
