"""Which publishers are trained on, tuned on and tested on; fixed by a hash of the publisher's name.

A publisher's pages are all on one side. Those of `test` are never used for training or tuning.
"""

from hashlib import sha256
from typing import Literal

Part = Literal["train", "dev", "test"]


def part_of(publisher: str) -> Part:
    """Return the side on which a publisher's pages stand: 70% train, 10% dev, 20% test.

    >>> part_of("TheGuardian") == part_of("TheGuardian")
    True
    """
    share = int(sha256(f"onrecord blocks 1 {publisher}".encode()).hexdigest()[:8], 16) / 2**32
    return "test" if share < 0.2 else "dev" if share < 0.3 else "train"
