"""Tables of token vectors that share what codes share: an outline's part and a colour's part, added.

Trained so, what is learned of a red star's cells holds for a blue star's, also for pairs that were never shown. The
public layout has plain tables: `table()` writes them out.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class Rows(nn.Module):
    """Vectors in the order of ids: words, flat colours, then outlines by colours."""

    def __init__(self, words: int, flats: int, outlines: int, colours: int, width: int, std: float) -> None:
        super().__init__()
        counts = {"words": words, "flats": flats, "outlines": outlines, "colours": colours}
        self.parts = nn.ParameterDict({
            name: nn.Parameter(torch.randn(count, width) * std) for name, count in counts.items()
        })

    def table(self) -> Tensor:
        """[words + codes, width]."""
        edges = self.parts["outlines"][:, None] + self.parts["colours"][None]
        return torch.cat([self.parts["words"], self.parts["flats"], edges.flatten(0, 1)])

    def lookup(self, ids: Tensor) -> Tensor:
        """The vectors of some ids, without the whole table."""
        outlines, colours = self.parts["outlines"], self.parts["colours"]
        plain = torch.cat([self.parts["words"], self.parts["flats"]])
        edge = (ids - len(plain)).clamp(min=0)
        of_edge = F.embedding(edge // len(colours), outlines) + F.embedding(edge % len(colours), colours)
        return torch.where((ids < len(plain))[..., None], F.embedding(ids.clamp(max=len(plain) - 1), plain), of_edge)

    def code_loss(self, hidden: Tensor, codes: Tensor) -> Tensor:
        """Cross entropy among the codes alone: hidden [n, width], codes [n] to losses [n].

        The sum over outlines by colours is the product of two sums, so no row is ever written out.
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
        flat, outline, colour = (hidden @ self.parts[name].T for name in ("flats", "outlines", "colours"))
        (flat_score, flat_code), (outline_score, outline_at), (colour_score, colour_at) = (
            scores.max(-1) for scores in (flat, outline, colour)
        )
        total = torch.logaddexp(flat.logsumexp(-1), outline.logsumexp(-1) + colour.logsumexp(-1))
        edge_score = outline_score + colour_score
        edge_code = flat.shape[-1] + outline_at * colour.shape[-1] + colour_at
        return torch.where(flat_score >= edge_score, flat_code, edge_code), torch.maximum(flat_score, edge_score) - total

    def _codes(self, hidden: Tensor, codes: Tensor) -> tuple[Tensor, Tensor]:
        """The scores of the given codes, and the log of the sum over all of them."""
        flat, outline, colour = (hidden @ self.parts[name].T for name in ("flats", "outlines", "colours"))
        total = torch.logaddexp(flat.logsumexp(-1), outline.logsumexp(-1) + colour.logsumexp(-1))
        flats, colours = flat.shape[-1], colour.shape[-1]
        edge = (codes - flats).clamp(min=0)
        at_edge = outline.gather(-1, (edge // colours)[:, None]) + colour.gather(-1, (edge % colours)[:, None])
        at_flat = flat.gather(-1, codes.clamp(max=flats - 1)[:, None])
        return torch.where(codes < flats, at_flat[:, 0], at_edge[:, 0]), total

