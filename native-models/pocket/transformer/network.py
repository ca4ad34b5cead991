"""The bidirectional transformer, with the public checkpoint's parameter names."""

from collections.abc import Callable
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn


@dataclass(frozen=True)
class Shape:
    """The sizes of a network, as config.json has them. `vocabulary` counts words and codes."""

    vocabulary: int
    width: int
    layers: int
    heads: int
    mlp_width: int
    rope_theta: float
    norm_eps: float

    @staticmethod
    def from_config(config: dict[str, object]) -> "Shape":
        """The sizes in the content of a config.json. Raises KeyError where one is missing."""
        def number(key: str) -> float:
            return float(config[key])  # type: ignore[arg-type]

        return Shape(
            int(number("embedding_size")), int(number("d_model")), int(number("n_layers")), int(number("n_heads")),
            int(number("mlp_hidden_size")), number("rope_theta"), number("rms_norm_eps"),
        )


class RmsNorm(nn.Module):
    """Root mean square norm, computed in float32."""

    def __init__(self, width: int, eps: float) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))
        self.eps = eps

    def forward(self, x: Tensor) -> Tensor:
        """[..., width] to the same shape and type."""
        wide = x.float()
        scaled = wide * torch.rsqrt(wide.square().mean(-1, keepdim=True) + self.eps)
        return self.weight * scaled.to(x.dtype)


def rope_tables(length: int, head_width: int, theta: float, device: torch.device) -> tuple[Tensor, Tensor]:
    """Cosines and sines [length, head_width] in float32. Both halves of a head have the same angles."""
    frequencies = theta ** (-torch.arange(0, head_width, 2, device=device).float() / head_width)
    angles = torch.arange(length, device=device).float()[:, None] * frequencies
    both = torch.cat([angles, angles], -1)
    return both.cos(), both.sin()


def rotate(x: Tensor, cosine: Tensor, sine: Tensor) -> Tensor:
    """Rotary position embedding of queries or keys [..., length, head_width]."""
    first, second = x.chunk(2, -1)
    return x * cosine + torch.cat([-second, first], -1) * sine


class Block(nn.Module):
    """One transformer block: attention in both directions, then a gated MLP (SwiGLU)."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        width, mlp = shape.width, shape.mlp_width
        self.heads = shape.heads
        self.attn_norm = RmsNorm(width, shape.norm_eps)
        self.q_proj = nn.Linear(width, width, bias=False)
        self.k_proj = nn.Linear(width, width, bias=False)
        self.v_proj = nn.Linear(width, width, bias=False)
        self.attn_out = nn.Linear(width, width, bias=False)
        self.ff_norm = RmsNorm(width, shape.norm_eps)
        self.ff_proj = nn.Linear(width, mlp, bias=False)
        self.up_proj = nn.Linear(width, mlp, bias=False)
        self.ff_out = nn.Linear(mlp, width, bias=False)

    def forward(
        self, x: Tensor, cosine: Tensor, sine: Tensor, padding: Tensor | None, wanted: tuple[Tensor, Tensor] | None = None,
    ) -> Tensor:
        """[batch, length, width] to the same shape; with `wanted` (sequences, places) only those positions, [wanted, width].

        `padding` is added to the attention's scores: very negative for positions beyond a sequence's end.
        """
        batch, length, width = x.shape

        def split(projected: Tensor) -> Tensor:
            return projected.view(batch, length, self.heads, -1).transpose(1, 2)

        y = self.attn_norm(x)
        q = rotate(split(self.q_proj(y)).float(), cosine, sine).to(y.dtype)
        k = rotate(split(self.k_proj(y)).float(), cosine, sine).to(y.dtype)
        # Plain products: PyTorch's fused attention trains more slowly on a CPU.
        scores = (q * (width // self.heads) ** -0.5) @ k.transpose(-1, -2)
        if padding is not None:
            scores = scores + padding
        mixed = scores.softmax(-1).to(y.dtype) @ split(self.v_proj(y))
        mixed = mixed.transpose(1, 2).reshape(batch, length, width)
        if wanted is not None:
            x, mixed = x[wanted], mixed[wanted]
        x = x + self.attn_out(mixed)
        y = self.ff_norm(x)
        return x + self.ff_out(F.silu(self.ff_proj(y)) * self.up_proj(y))


class Denoiser(nn.Module):
    """The network. Its parameters have the names of the public checkpoint."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.model = nn.Module()
        self.model.transformer = nn.ModuleDict({
            "wte": nn.Embedding(shape.vocabulary, shape.width),
            "blocks": nn.ModuleList([Block(shape) for _ in range(shape.layers)]),
            "ln_f": RmsNorm(shape.width, shape.norm_eps),
            "ff_out": nn.Linear(shape.width, shape.vocabulary, bias=False),
        })
        for name, parameter in self.named_parameters():
            if parameter.ndim == 2:
                # The residual stream's writers start small, the rest as in LLaMA.
                out = name.endswith(("attn_out.weight", "blocks.ff_out.weight")) or ".ff_out.weight" in name
                nn.init.normal_(parameter, std=0.02 / (2 * shape.layers) ** 0.5 if out else 0.02)

    @property
    def head(self) -> nn.Linear:
        """The linear layer from hidden states to logits of every id."""
        return self.model.transformer["ff_out"]  # type: ignore[return-value]

    def hidden(self, ids: Tensor, lengths: Tensor | None = None) -> Tensor:
        """Ids [batch, length] to hidden states [batch, length, width]. `lengths` [batch] hides padding from attention."""
        return self.through_blocks(self.model.transformer["wte"](ids), lengths)

    def through_blocks(
        self, x: Tensor, lengths: Tensor | None = None, wanted: tuple[Tensor, Tensor] | None = None,
        after: Callable[[int, Tensor], None] | None = None,
    ) -> Tensor:
        """Token vectors [batch, length, width] to hidden states; with `wanted` (sequences, places) to those alone, [wanted, width].

        `after(blocks, states)` is called after every block but the last, with how many blocks the states have passed.
        """
        parts, ids = self.model.transformer, x
        cosine, sine = rope_tables(ids.shape[1], self.shape.width // self.shape.heads, self.shape.rope_theta, ids.device)
        padding = None
        if lengths is not None:
            beyond = torch.arange(ids.shape[1], device=ids.device)[None] >= lengths[:, None]
            padding = torch.zeros(beyond.shape, device=ids.device).masked_fill(beyond, -1e9)[:, None, None]
        last = len(parts["blocks"]) - 1
        for index, block in enumerate(parts["blocks"]):
            # After the last block's attention the places no longer depend on each other.
            x = block(x, cosine, sine, padding, wanted if index == last else None)
            if after is not None and index < last:
                after(index + 1, x)
        return parts["ln_f"](x)

    def forward(self, ids: Tensor, lengths: Tensor | None = None) -> Tensor:
        """Ids [batch, length] to logits [batch, length, vocabulary]."""
        return self.head(self.hidden(ids, lengths))
