"""Norms that do not depend on the picture: absolute colour and flat ground survive them.

The public layout normalises every feature over the whole picture, so a black ground came out blue beside yellow things.
Two channels of every normalised feature are held at plus and minus a constant that outweighs the rest: mean and variance
are then nearly the constant's own, whatever the picture shows. The layout stays as it is; only two channels are spent.
"""

import torch
from diffusers.models.downsampling import Downsample2D
from diffusers.models.resnet import ResnetBlock2D
from diffusers.models.upsampling import Upsample2D
from torch import Tensor, nn

# The anchors' share of the variance, in units of the other features'.
OUTWEIGHS = 12.5


def anchor_norms(half: nn.Module) -> None:
    """Sets the anchors of an encoder or a decoder and holds them through training. Call before training and after loading."""
    _writer(half.conv_in)
    _norm(half.conv_norm_out)
    for module in half.modules():
        if isinstance(module, ResnetBlock2D):
            _norm(module.norm1)
            _norm(module.norm2)
            _writer(module.conv1)
            _silent(module.conv2)
            if module.conv_shortcut is not None:
                _writer(module.conv_shortcut)
                _blind(module.conv_shortcut)
        elif isinstance(module, (Downsample2D, Upsample2D)):
            _writer(module.conv)
            _blind(module.conv)


@torch.no_grad()
def calibrate(half: nn.Module, batch: Tensor) -> None:
    """Gives every norm the gain that makes its output as large as an ordinary norm would, on one batch."""

    def scale(norm: nn.GroupNorm, _inputs: object, output: Tensor) -> Tensor:
        gain = 1 / output[:, 2:].std()
        norm.weight.mul_(gain)
        return output * gain

    hooks = [module.register_forward_hook(scale) for module in half.modules() if isinstance(module, nn.GroupNorm)]
    half(batch)
    for hook in hooks:
        hook.remove()


def _hold(parameter: nn.Parameter, free: Tensor, held: Tensor | float = 0.0) -> None:
    """Where `free` is 0 the parameter is `held` and has no gradient."""
    with torch.no_grad():
        parameter.mul_(free).add_((1 - free) * held)
    parameter.register_hook(lambda gradient: gradient * free)


def _rows(parameter: nn.Parameter) -> Tensor:
    free = torch.ones_like(parameter)
    free[:2] = 0
    return free


def _writer(conv: nn.Conv2d) -> None:
    """Its first two outputs are the anchors, whatever it reads."""
    assert conv.bias is not None
    anchors = torch.zeros_like(conv.bias)
    anchors[0] = (OUTWEIGHS * len(anchors) / 2) ** 0.5
    anchors[1] = -anchors[0]
    _hold(conv.weight, _rows(conv.weight))
    _hold(conv.bias, _rows(conv.bias), anchors)


def _silent(conv: nn.Conv2d) -> None:
    """It adds nothing to the anchors of the stream that it is added to."""
    assert conv.bias is not None
    _hold(conv.weight, _rows(conv.weight))
    _hold(conv.bias, _rows(conv.bias))


def _blind(conv: nn.Conv2d) -> None:
    """It reads the stream before a norm, and must not see the anchors there."""
    free = torch.ones_like(conv.weight)
    free[:, :2] = 0
    _hold(conv.weight, free)


def _norm(norm: nn.GroupNorm) -> None:
    """The anchors end here; the others get their size back."""
    with torch.no_grad():
        if bool((norm.weight == 1).all()):
            norm.weight.fill_((OUTWEIGHS + 1) ** 0.5)
    _hold(norm.weight, _rows(norm.weight))
    _hold(norm.bias, _rows(norm.bias))
