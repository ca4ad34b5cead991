"""Compare our forward pass with recorded reference logits: python -m pocket.transformer.check_oracle FOLDER"""

import json
import sys
from pathlib import Path

import numpy as np
import torch

from .checkpoint import load_denoiser


def main() -> None:
    """Runs the command line: raises AssertionError where a logit differs by 0.001 or more."""
    oracle = Path(sys.argv[1])
    model = load_denoiser(oracle / "checkpoint")
    for index, case in enumerate(json.loads((oracle / "logits.json").read_text())["cases"]):
        expected = np.fromfile(oracle / case["logits"]["file"], "<f4").reshape(case["logits"]["shape"])
        with torch.no_grad():
            actual = model(torch.tensor([case["ids"]]))[0].numpy()
        difference = float(np.abs(actual - expected).max())
        print(f"case {index}: {len(case['ids'])} tokens, largest difference {difference:.2e}")
        assert difference < 1e-3


if __name__ == "__main__":
    main()
