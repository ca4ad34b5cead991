"""Norms whose output does not depend on the rest of the picture, so that absolute colour and flat backgrounds survive them.

The public layout normalises every feature over the whole picture, so a black background came out blue beside yellow things.
Here two channels of every normalised feature are held at plus and minus a constant that outweighs the others. Mean and
variance are then nearly those of the constant, whatever the picture shows. The layout stays as it is, and costs two channels.
"""

import torch
from diffusers.models.downsampling import Downsample2D
from diffusers.models.resnet import ResnetBlock2D
from diffusers.models.upsampling import Upsample2D
from torch import Tensor, nn

# Variance that the anchors add, in units of that of the other channels.
OUTWEIGHS = 12.5


def anchor_norms(half: nn.Module) -> None:
    """Sets the anchors of an encoder or a decoder, and holds them through training.

    Call it before training, and again after loading weights.
    """
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
    """Sets the gain of every norm so that its output has the size that an ordinary norm's has, on one batch [n, channels, h, w]."""

    def scale(norm: nn.GroupNorm, _inputs: object, output: Tensor) -> Tensor:
        gain = 1 / output[:, 2:].std()
        norm.weight.mul_(gain)
        return output * gain

    hooks = [module.register_forward_hook(scale) for module in half.modules() if isinstance(module, nn.GroupNorm)]
    half(batch)
    for hook in hooks:
        hook.remove()


def _hold(parameter: nn.Parameter, free: Tensor, held: Tensor | float = 0.0) -> None:
    """Sets the parameter to `held` where `free` is 0, and takes its gradient away there."""
    with torch.no_grad():
        parameter.mul_(free).add_((1 - free) * held)
    parameter.register_hook(lambda gradient: gradient * free)


def _rows(parameter: nn.Parameter) -> Tensor:
    free = torch.ones_like(parameter)
    free[:2] = 0
    return free


def _writer(conv: nn.Conv2d) -> None:
    """The layer's first two outputs become the anchors, whatever its input."""
    assert conv.bias is not None
    anchors = torch.zeros_like(conv.bias)
    anchors[0] = (OUTWEIGHS * len(anchors) / 2) ** 0.5
    anchors[1] = -anchors[0]
    _hold(conv.weight, _rows(conv.weight))
    _hold(conv.bias, _rows(conv.bias), anchors)


def _silent(conv: nn.Conv2d) -> None:
    """The layer adds nothing to the anchors of the stream that its output is added to."""
    assert conv.bias is not None
    _hold(conv.weight, _rows(conv.weight))
    _hold(conv.bias, _rows(conv.bias))


def _blind(conv: nn.Conv2d) -> None:
    """The layer does not read the anchors: its input is the stream before a norm."""
    free = torch.ones_like(conv.weight)
    free[:, :2] = 0
    _hold(conv.weight, free)


def _norm(norm: nn.GroupNorm) -> None:
    """The anchors end at this norm, and the other channels get their size back."""
    with torch.no_grad():
        if bool((norm.weight == 1).all()):
            norm.weight.fill_((OUTWEIGHS + 1) ** 0.5)
    _hold(norm.weight, _rows(norm.weight))
    _hold(norm.bias, _rows(norm.bias))
