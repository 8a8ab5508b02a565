"""Average the weights of two runs: ``python -m training.attribution.average --run A --other B --share 0.85 --out C``.

A model that learned names lost some of what the one it began from knew of attributions. On the straight line from one
set of weights to the other lie models that have most of both (Wortsman et al., 2022, average models tuned from one
start). What only one of the two has, as the mention head, is taken as it is.
"""

import argparse
from pathlib import Path

import torch
from torch import Tensor


def average(weights: dict[str, Tensor], other: dict[str, Tensor], share: float) -> dict[str, Tensor]:
    """Return `share` of `weights` and the rest of `other`; whole numbers are not averaged."""
    return {
        name: share * value + (1 - share) * other[name] if name in other and value.is_floating_point() else value
        for name, value in weights.items()
    }


def main() -> None:
    """Read both, write the mean."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True, help="folder with last.pt")
    parser.add_argument("--other", type=Path, required=True, help="folder with last.pt")
    parser.add_argument("--share", type=float, default=0.85, help="of the first in the mean")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    both = (torch.load(folder / "last.pt", weights_only=True) for folder in (args.run, args.other))
    torch.save(average(*both, args.share), args.out / "last.pt")


if __name__ == "__main__":
    main()
