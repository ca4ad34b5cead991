"""Tables of token vectors that share what codes share: an outline's part and a colour's part, or a thing's and a place's.

Trained so, what is learned of a red star's cells holds for a blue star's, also for pairs that were never shown. The
public layout has plain tables: `table()` writes them out.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn


@dataclass(frozen=True)
class Counts:
    """Of ids in their order: words, flat colours, outlines by colours, then things by their patches."""

    words: int
    flats: int
    outlines: int
    colours: int
    things: int
    patches: int


class Rows(nn.Module):
    def __init__(self, counts: Counts, width: int, std: float) -> None:
        super().__init__()
        self.counts = counts
        sizes = {
            "words": counts.words, "flats": counts.flats, "outlines": counts.outlines, "colours": counts.colours,
            "things": counts.things, "patches": counts.patches,
        }
        self.parts = nn.ParameterDict({name: nn.Parameter(torch.randn(size, width) * std) for name, size in sizes.items()})
        # What a patch of one thing has besides: the free patches share nothing but the thing.
        self.parts["own"] = nn.Parameter(torch.randn(counts.things * counts.patches, width) * std * 0.5)

    def _things(self) -> Tensor:
        """[things * patches, width]."""
        shared = self.parts["things"][:, None] + self.parts["patches"][None]
        return shared.flatten(0, 1) + self.parts["own"]

    def table(self) -> Tensor:
        """[words + codes, width]."""
        edges = self.parts["outlines"][:, None] + self.parts["colours"][None]
        return torch.cat([self.parts["words"], self.parts["flats"], edges.flatten(0, 1), self._things()])

    def lookup(self, ids: Tensor) -> Tensor:
        """The vectors of some ids, without the whole table."""
        counts, parts = self.counts, self.parts
        plain = torch.cat([parts["words"], parts["flats"]])
        edges = counts.outlines * counts.colours
        edge = (ids - len(plain)).clamp(0, edges - 1)
        thing = (ids - len(plain) - edges).clamp(min=0)
        of_edge = F.embedding(edge // counts.colours, parts["outlines"]) + F.embedding(edge % counts.colours, parts["colours"])
        of_thing = F.embedding(thing, self._things())
        beyond = torch.where((ids < len(plain) + edges)[..., None], of_edge, of_thing)
        return torch.where((ids < len(plain))[..., None], F.embedding(ids.clamp(max=len(plain) - 1), plain), beyond)

    def code_loss(self, hidden: Tensor, codes: Tensor) -> Tensor:
        """Cross entropy among the codes alone: hidden [n, width], codes [n] to losses [n].

        The sum over outlines by colours is the product of two sums, so those rows are never written out.
        """
        chosen, total = self._codes(hidden, codes)
        return total - chosen

    def word_loss(self, hidden: Tensor, words: Tensor) -> Tensor:
        """Cross entropy of words among everything."""
        scores = hidden @ self.parts["words"].T
        _, codes = self._codes(hidden, torch.zeros_like(words))
        total = torch.logaddexp(scores.logsumexp(-1), codes)
        return total - scores.gather(-1, words[:, None])[:, 0]

    def likeliest_code(self, hidden: Tensor) -> tuple[Tensor, Tensor]:
        """Of hidden [n, width]: codes [n] and the logs of their shares among the codes."""
        scores = hidden @ self.table()[self.counts.words :].T
        best, codes = scores.max(-1)
        return codes, best - scores.logsumexp(-1)

    def _codes(self, hidden: Tensor, codes: Tensor) -> tuple[Tensor, Tensor]:
        """The scores of the given codes, and the log of the sum over all of them."""
        flat, outline, colour = (hidden @ self.parts[name].T for name in ("flats", "outlines", "colours"))
        thing = hidden @ self._things().T
        edges = torch.logaddexp(flat.logsumexp(-1), outline.logsumexp(-1) + colour.logsumexp(-1))
        total = torch.logaddexp(edges, thing.logsumexp(-1))
        flats, colours = flat.shape[-1], colour.shape[-1]
        first_thing = flats + outline.shape[-1] * colours
        edge = (codes - flats).clamp(0, first_thing - flats - 1)
        at_edge = outline.gather(-1, (edge // colours)[:, None]) + colour.gather(-1, (edge % colours)[:, None])
        at_flat = flat.gather(-1, codes.clamp(max=flats - 1)[:, None])
        at_thing = thing.gather(-1, (codes - first_thing).clamp(min=0)[:, None])
        beyond = torch.where(codes < first_thing, at_edge[:, 0], at_thing[:, 0])
        return torch.where(codes < flats, at_flat[:, 0], beyond), total
