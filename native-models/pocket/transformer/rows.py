"""Tables of token vectors that share what codes share: an outline's part and a colour's part, or a thing's and a place's.

What the network learns from a red star's cells then holds for a blue star's, even for pairs that training never shows. The
public layout has plain tables: `table()` computes them.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn


@dataclass(frozen=True)
class Counts:
    """How many ids there are of each sort, in the order of the ids.

    Words, flat colours, outlines by colours, things by their patches, outlines in the grey of maps, and lines. The last two exist only
    where `lines` is not 0.
    """

    words: int
    flats: int
    outlines: int
    colours: int
    things: int
    patches: int
    lines: int

    @property
    def plain(self) -> int:
        """How many ids, from 0 on, have vectors of their own."""
        return self.words + self.flats

    @property
    def first_thing(self) -> int:
        """The first id of a thing's patch."""
        return self.plain + self.outlines * self.colours

    @property
    def first_shade(self) -> int:
        """The first id of an outline in the grey of maps."""
        return self.first_thing + self.things * self.patches

    @property
    def first_line(self) -> int:
        """The first id of a line."""
        return self.first_shade + (self.outlines if self.lines else 0)


class Rows(nn.Module):
    """A table of vectors [words + codes, width], trained as its shared parts."""

    def __init__(self, counts: Counts, width: int, std: float) -> None:
        super().__init__()
        self.counts = counts
        sizes = {
            "words": counts.words, "flats": counts.flats, "outlines": counts.outlines, "colours": counts.colours,
            "things": counts.things, "patches": counts.patches, "shade": int(counts.lines > 0), "lines": counts.lines,
        }
        self.parts = nn.ParameterDict({name: nn.Parameter(torch.randn(size, width) * std) for name, size in sizes.items()})
        # What a patch of one thing has besides: the free patches share nothing but the thing.
        self.parts["own"] = nn.Parameter(torch.randn(counts.things * counts.patches, width) * std * 0.5)

    def _things(self) -> Tensor:
        """[things * patches, width]."""
        shared = self.parts["things"][:, None] + self.parts["patches"][None]
        return shared.flatten(0, 1) + self.parts["own"]

    def table(self) -> Tensor:
        """The whole table: float32 [words + codes, width]."""
        parts = self.parts
        edges = parts["outlines"][:, None] + parts["colours"][None]
        # None where there are no lines either.
        shades = parts["shade"][:, None] + parts["outlines"][None]
        return torch.cat([parts["words"], parts["flats"], edges.flatten(0, 1), self._things(), shades.flatten(0, 1), parts["lines"]])

    def lookup(self, ids: Tensor) -> Tensor:
        """The vectors of ids [...]: [..., width]. Does not compute the whole table."""
        counts, parts = self.counts, self.parts
        plain = torch.cat([parts["words"], parts["flats"]])
        edge = (ids - counts.plain).clamp(0, counts.outlines * counts.colours - 1)
        shade = (ids - counts.first_shade).clamp(0, counts.outlines - 1)
        is_shade = ids >= counts.first_shade
        coloured = torch.cat([parts["colours"], parts["shade"]])
        of_edge = F.embedding(torch.where(is_shade, shade, edge // counts.colours), parts["outlines"]) + F.embedding(
            torch.where(is_shade, counts.colours, edge % counts.colours), coloured,
        )
        rest = torch.cat([self._things(), parts["lines"]])
        at_line = ids - counts.first_line + counts.things * counts.patches
        of_rest = F.embedding(torch.where(ids < counts.first_line, ids - counts.first_thing, at_line).clamp(0, len(rest) - 1), rest)
        is_edge = (ids < counts.first_thing) | (is_shade & (ids < counts.first_line))
        beyond = torch.where(is_edge[..., None], of_edge, of_rest)
        return torch.where((ids < counts.plain)[..., None], F.embedding(ids.clamp(max=counts.plain - 1), plain), beyond)

    def code_loss(self, hidden: Tensor, codes: Tensor) -> Tensor:
        """Cross entropy among the codes alone: hidden [n, width], codes [n] to losses [n].

        The sum over outlines by colours is the product of two sums, so those rows are never written out.
        """
        chosen, total = self._codes(hidden, codes)
        return total - chosen

    def word_loss(self, hidden: Tensor, words: Tensor) -> Tensor:
        """Cross entropy of words among all ids: hidden [n, width], words int64 [n] to losses [n]."""
        scores = hidden @ self.parts["words"].T
        _, codes = self._codes(hidden, torch.zeros_like(words))
        total = torch.logaddexp(scores.logsumexp(-1), codes)
        return total - scores.gather(-1, words[:, None])[:, 0]

    def likeliest_code(self, hidden: Tensor) -> tuple[Tensor, Tensor]:
        """Of hidden [n, width]: the likeliest codes int64 [n], and the logs of their probabilities among the codes."""
        scores = hidden @ self.table()[self.counts.words :].T
        best, codes = scores.max(-1)
        return codes, best - scores.logsumexp(-1)

    def _codes(self, hidden: Tensor, codes: Tensor) -> tuple[Tensor, Tensor]:
        """The scores of the given codes [n], and the logs of the sums of all codes' exponentials [n]."""
        counts = self.counts
        flat, outline, colour, shade, line = (
            hidden @ self.parts[name].T for name in ("flats", "outlines", "colours", "shade", "lines")
        )
        coloured = torch.cat([colour, shade], -1)
        thing = hidden @ self._things().T
        # Every outline in every colour, and in the grey of maps.
        edges = outline.logsumexp(-1) + coloured.logsumexp(-1)
        total = torch.stack([flat.logsumexp(-1), edges, thing.logsumexp(-1), line.logsumexp(-1)], -1).logsumexp(-1)
        ids = codes + counts.words
        edge = (ids - counts.plain).clamp(0, counts.outlines * counts.colours - 1)
        is_shade = ids >= counts.first_shade
        of_outline = torch.where(is_shade, (ids - counts.first_shade).clamp(0, counts.outlines - 1), edge // counts.colours)
        of_colour = torch.where(is_shade, counts.colours, edge % counts.colours)

        def at(scores: Tensor, index: Tensor) -> Tensor:
            return scores.gather(-1, index.clamp(0, scores.shape[-1] - 1)[:, None])[:, 0]

        beyond = at(thing, ids - counts.first_thing)
        if counts.lines:
            beyond = torch.where(ids < counts.first_line, beyond, at(line, ids - counts.first_line))
        is_edge = (ids < counts.first_thing) | (is_shade & (ids < counts.first_line))
        beyond = torch.where(is_edge, at(outline, of_outline) + at(coloured, of_colour), beyond)
        return torch.where(ids < counts.plain, at(flat, codes), beyond), total
