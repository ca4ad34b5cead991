"""The reference's image samplers, watched: their random numbers, logits and decisions at every step."""

from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any
from unittest import mock

import torch
from folder import Folder
from layouts import Sequences
from loading import Checkpoint

BRANCHES = {"": "conditional", "cond": "conditional", "uncond": "unconditionalText"}


@dataclass(frozen=True)
class Settings:
    """Settings of one sampled picture. Guidance is off at 0, and `temperature` 0 is greedy."""

    name: str
    steps: int
    text_guidance: float = 0.0
    image_guidance: float | None = None
    temperature: float = 1.0
    # Share of tokens reused, share of warm-up steps, steps between refreshes.
    cache: tuple[float, float, int] | None = None


class Watch:
    """Wraps the functions that a sampler calls. It changes nothing, and records everything."""

    def __init__(self, checkpoint: Checkpoint, settings: Settings, folder: Folder) -> None:
        self.checkpoint, self.settings, self.folder = checkpoint, settings, folder
        self.steps: list[dict[str, Any]] = []
        # The smallest difference of two scores between which a decision fell.
        self.margin = float("inf")
        self._calls: list[tuple[str, torch.Tensor, torch.Tensor | None, torch.Tensor]] = []
        self._draws: list[torch.Tensor] = []
        self._guided: torch.Tensor | None = None
        self._sampled: torch.Tensor | None = None

    def forward(self, original: Any) -> Any:
        """Wraps the network: records the logits of the masked cells."""
        def call(ids: torch.Tensor, **options: Any) -> Any:
            output = original(ids, **options)
            offset = self.checkpoint.code_offset
            masked = ids[0] == self.checkpoint.special["mask"]
            logits = output.logits[0, :, offset:]
            recomputed = options.get("to_compute_mask")
            self._calls.append((options.get("cat", ""), masked, recomputed, logits[masked].clone()))
            if self.settings.cache is not None:
                self._near_quantile(logits.max(dim=-1).values)
            return output

        return call

    def draw(self, original: Any) -> Any:
        """Wraps torch.rand_like: records the random numbers."""
        def call(like: torch.Tensor, **options: Any) -> torch.Tensor:
            self._draws.append(original(like, **options))
            return self._draws[-1]

        return call

    def sample(self, original: Any) -> Any:
        """Wraps the choice of codes: records it, and how close the second best was."""
        def call(logits: torch.Tensor, temperature: float, **options: Any) -> torch.Tensor:
            first = len(self._draws)
            self._guided = logits
            self._sampled = original(logits, temperature, **options)
            scores = logits
            if temperature > 0:
                noise = self._draws[first]
                scores = logits / temperature - torch.log(-torch.log(noise + 1e-20) + 1e-20)
            best = torch.topk(scores, 2, dim=-1).values
            self.margin = min(self.margin, float((best[..., 0] - best[..., 1]).min()))
            return self._sampled

        return call

    def choose(self, original: Any) -> Any:
        """Wraps the choice of the cells that stay masked, with which a step ends."""
        def call(keep: torch.Tensor, probabilities: torch.Tensor, **options: Any) -> torch.Tensor:
            chosen = original(keep, probabilities, **options)
            self._near_cut(probabilities[0], int(keep.item()), options["temperature"])
            self._close(probabilities[0], chosen[0])
            return chosen

        return call

    def _near_cut(self, probabilities: torch.Tensor, keep: int, temperature: float) -> None:
        noise = self._draws[-1][0]
        scores = probabilities.clamp_min(1e-20).log() - temperature * torch.log(-torch.log(noise + 1e-20) + 1e-20)
        ascending = scores.sort().values
        if 0 < keep < len(ascending):
            self.margin = min(self.margin, float(ascending[keep] - ascending[keep - 1]))

    def _near_quantile(self, largest: torch.Tensor) -> None:
        assert self.settings.cache is not None
        ascending = largest.sort().values
        rank = int((1 - self.settings.cache[0]) * (len(ascending) - 1))
        if rank + 1 < len(ascending):
            self.margin = min(self.margin, float(ascending[rank + 1] - ascending[rank]))

    def _close(self, probabilities: torch.Tensor, chosen: torch.Tensor) -> None:
        step, calls = len(self.steps), self._calls
        masked = calls[0][1].nonzero()[:, 0]
        array = lambda what, values: self.folder.array(f"traces/{self.settings.name}.{step}.{what}.f32", values)  # noqa: E731
        assert self._sampled is not None and self._guided is not None
        exact = self._guided[0].double().softmax(dim=-1).gather(-1, self._sampled[0].unsqueeze(-1)).squeeze(-1)
        recomputed = {BRANCHES[cat]: mask.nonzero()[:, 1].tolist() for cat, _, mask, _ in calls if mask is not None}
        self.steps.append({
            "step": step,
            "refresh": not recomputed,
            "recomputed": recomputed or None,
            "masked": masked.tolist(),
            "sampled": self._sampled[0].tolist(),
            "confidence": probabilities.tolist(),
            # How far the reference is from its own formula: a float32 sum of one large and tens of thousands of small
            # terms loses some of them, and how many depends on the processor.
            "confidenceRounding": float((probabilities.double() - exact).abs().max()),
            "stillMasked": masked[chosen].tolist(),
            "logits": [array(str(branch), logits) for branch, (_, _, _, logits) in enumerate(calls)],
            "codeNoise": array("codeNoise", self._draws[0][0]) if self.settings.temperature > 0 else None,
            "choiceNoise": array("choiceNoise", self._draws[-1][0]),
        })
        self._calls, self._draws = [], []


def run(checkpoint: Checkpoint, sequences: Sequences, settings: Settings, folder: Folder, seed: int) -> dict[str, Any]:
    """Samples one picture, and gives it as an entry of traces.json."""
    import generators.image_generation_generator as from_words  # type: ignore[import-not-found]
    import generators.image_to_image_generator as from_picture  # type: ignore[import-not-found]

    assert sequences.grid is not None and sequences.unconditional_text is not None
    module = from_words if settings.image_guidance is None else from_picture
    watch = Watch(checkpoint, settings, folder)
    torch.manual_seed(seed)
    checkpoint.model.caching(False)
    with ExitStack() as stack:
        for owner, name, around in (
            (checkpoint.model, "forward", watch.forward), (torch, "rand_like", watch.draw),
            (module, "gumbel_max_sample", watch.sample), (module, "mask_by_random_topk", watch.choose),
        ):
            stack.enter_context(mock.patch.object(owner, name, around(getattr(owner, name))))
        codes = _call(module, checkpoint, sequences, settings)
    return {
        "name": settings.name,
        "textGuidance": settings.text_guidance,
        "imageGuidance": settings.image_guidance,
        "samplingTemperature": settings.temperature,
        "steps": settings.steps,
        "cache": settings.cache and dict(zip(("cacheRatio", "warmupRatio", "refreshInterval"), settings.cache, strict=True)),
        "answerStart": len(sequences.conditional),
        "conditional": sequences.whole,
        "unconditionalTextPrefix": sequences.unconditional_text,
        "unconditionalImagePrefix": sequences.unconditional_image,
        "trace": watch.steps,
        "codes": [identity - checkpoint.code_offset for identity in codes],
        "smallestMargin": watch.margin,
    }


def _call(module: Any, checkpoint: Checkpoint, sequences: Sequences, settings: Settings) -> list[int]:
    assert sequences.grid is not None
    row = lambda ids: torch.tensor([ids])  # noqa: E731
    shared = {
        "seq_len": len(sequences.grid.ids), "newline_every": sequences.grid.columns, "timesteps": settings.steps,
        "mask_token_id": checkpoint.special["mask"], "newline_id": checkpoint.special["line"],
        "temperature": settings.temperature, "cfg_scale": settings.text_guidance,
        "code_start": len(sequences.conditional) + 2, "codebook_size": checkpoint.codebook_size,
        "text_vocab_size": checkpoint.code_offset,
    }
    if settings.image_guidance is not None:
        found = module.generate_i2i(
            checkpoint.model, row(sequences.whole), cfg_img=settings.image_guidance,
            uncon_text=row(sequences.unconditional_text), uncon_image=row(sequences.unconditional_image), **shared,
        )
        return list(found[0].tolist())
    dials = {}
    if settings.cache is not None:
        ratio, warmup, interval = settings.cache
        dials = {"use_cache": True, "cache_ratio": ratio, "warmup_ratio": warmup, "refresh_interval": interval}
    found = module.generate_image(
        checkpoint.model, row(sequences.whole), uncon_ids=row(sequences.unconditional_text), **shared, **dials,
    )
    return list(found[0].tolist())
