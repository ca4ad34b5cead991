"""Prints the layers of Photoshop and OpenRaster files as a JSON list, read without any code of the studio.

PSD is read by psd-tools; OpenRaster by the zip and XML readers of Python, and Pillow.
"""

import io
import json
import sys
import zipfile
from typing import Any
from xml.etree import ElementTree

from PIL import Image
from psd_tools import PSDImage
from psd_tools.constants import Resource, Tag


def pixels_of(picture: Image.Image | None) -> str | None:
    """Straight RGBA as hexadecimal digits."""
    return None if picture is None else picture.convert("RGBA").tobytes().hex()


def signed(value: int) -> int:
    """psd-tools reads some numbers of 16 bits without their sign."""
    return value - 65536 if value > 32767 else value


def settings_of(layer: Any) -> dict[str, Any] | None:
    """What a fill or an adjustment is set to."""
    blocks = layer.tagged_blocks
    if (data := blocks.get_data(Tag.SOLID_COLOR_SHEET_SETTING)) is not None:
        colour = data[b"Clr "]
        return {"kind": layer.kind, "colour": [round(float(colour[key])) for key in (b"Rd  ", b"Grn ", b"Bl  ")]}
    if (data := blocks.get_data(Tag.BRIGHTNESS_AND_CONTRAST)) is not None:
        return {"brightness": signed(data.brightness), "contrast": signed(data.contrast), "mean": data.mean}
    if (data := blocks.get_data(Tag.LEVELS)) is not None:
        keys = ("input_floor", "input_ceiling", "gamma", "output_floor", "output_ceiling")
        return {"kind": layer.kind, "levels": [[getattr(data[at], key) for key in keys] for at in range(4)]}
    if (data := blocks.get_data(Tag.HUE_SATURATION)) is not None:
        return {"kind": layer.kind, "master": list(data.master), "colourises": data.enable}
    return {"kind": layer.kind} if Tag.INVERT in blocks else None


def psd_layer(layer: Any) -> dict[str, Any]:
    """Everything about one layer, as its file says it."""
    mask = layer.mask
    return {
        "name": layer.name,
        "group": layer.is_group(),
        "visible": layer.visible,
        "opacity": layer.opacity,
        "mode": layer.blend_mode.name,
        "clipped": layer.clipping,
        **({} if (settings := settings_of(layer)) is None else {"settings": settings}),
        "box": None if layer.is_group() else [layer.left, layer.top, layer.width, layer.height],
        "pixels": None if layer.is_group() or layer.width == 0 else pixels_of(layer.topil()),
        "mask": None
        if mask is None
        else {
            "box": [mask.left, mask.top, mask.width, mask.height],
            "beyond": mask.background_color,
            "enabled": not mask.disabled,
            "values": mask.topil().convert("L").tobytes().hex(),
        },
        "layers": [psd_layer(child) for child in layer] if layer.is_group() else [],
    }


def psd(path: str) -> dict[str, Any]:
    """The page of a PSD file, its layers bottom first."""
    image = PSDImage.open(path)
    merged = image.topil()
    guides = image.image_resources.get_data(Resource.GRID_AND_GUIDES_INFO)
    return {
        "size": [image.width, image.height],
        "depth": image.depth,
        "merged": pixels_of(merged),
        "layers": [psd_layer(layer) for layer in image],
        "guides": [] if guides is None else [list(guide) for guide in guides.data],
    }


def ora_node(archive: zipfile.ZipFile, node: ElementTree.Element) -> dict[str, Any]:
    """Everything about one layer or stack."""
    source = node.get("src")
    picture = None if source is None else Image.open(io.BytesIO(archive.read(source)))
    return {
        "name": node.get("name"),
        "group": node.tag == "stack",
        "visible": node.get("visibility", "visible") == "visible",
        "opacity": float(node.get("opacity", "1")),
        "mode": node.get("composite-op", "svg:src-over"),
        "isolated": node.get("isolation", "auto") == "isolate",
        "box": None if picture is None else [int(node.get("x", "0")), int(node.get("y", "0")), picture.width, picture.height],
        "pixels": pixels_of(picture),
        # The format lists the topmost layer first.
        "layers": [ora_node(archive, child) for child in reversed(list(node))],
    }


def ora(path: str) -> dict[str, Any]:
    """The page of an OpenRaster file, its layers bottom first."""
    with zipfile.ZipFile(path) as archive:
        first = archive.infolist()[0]
        damaged = archive.testzip()
        image = ElementTree.fromstring(archive.read("stack.xml"))
        root = image.find("stack")
        merged = Image.open(io.BytesIO(archive.read("mergedimage.png")))
        thumbnail = Image.open(io.BytesIO(archive.read("Thumbnails/thumbnail.png")))
        return {
            "size": [int(image.get("w", "0")), int(image.get("h", "0"))],
            "mimetype": [first.filename, first.compress_type, archive.read(first).decode()],
            "damaged": damaged,
            "merged": pixels_of(merged),
            "thumbnail": [thumbnail.width, thumbnail.height],
            "layers": [] if root is None else ora_node(archive, root)["layers"],
        }


if __name__ == "__main__":
    json.dump([psd(file) if file.endswith(".psd") else ora(file) for file in sys.argv[1:]], sys.stdout)
