"""What a picture holds: a background and one to four groups of whole, separate members."""

from dataclasses import dataclass

from . import world


@dataclass(frozen=True)
class Background:
    """Solid when `end` is None, otherwise a gradient from the top to the bottom edge."""

    start: str
    end: str | None = None

    @property
    def colours(self) -> tuple[str, ...]:
        """The names of its colours: one, or two for a gradient from top to bottom."""
        return (self.start,) if self.end is None else (self.start, self.end)

    def words(self) -> str:
        """As captions and answers say it: "a red background", "a gradient from red to blue"."""
        if self.end is None:
            return f"{world.article(self.start)} {self.start} background"
        return f"a gradient from {self.start} to {self.end}"


@dataclass(frozen=True)
class Item:
    """One member: centre and box side as fractions of the picture's side."""

    x: float
    y: float
    side: float

    def clears(self, other: "Item") -> bool:
        """Whether the boxes are at least `world.GAP` apart, along one axis or the other."""
        reach = (self.side + other.side) / 2 + world.GAP - 1e-6
        return abs(self.x - other.x) >= reach or abs(self.y - other.y) >= reach

    def inside(self) -> bool:
        """Whether the box keeps `world.MARGIN` from every edge of the picture."""
        low, high = world.MARGIN + self.side / 2 - 1e-6, 1 - world.MARGIN - self.side / 2 + 1e-6
        return low <= self.x <= high and low <= self.y <= high


@dataclass(frozen=True)
class Group:
    """Members of one name. Only a shape has a colour (a thing is drawn in colours of its own), only a thing a style."""

    name: str
    colour: str | None
    size: str
    items: tuple[Item, ...]
    place: str | None = None
    # Of a thing: None is the default one.
    style: str | None = None

    @property
    def count(self) -> int:
        """How many members it has."""
        return len(self.items)

    @property
    def drawn_in(self) -> str:
        """The style's name, also where it is the default one."""
        return self.style or world.DEFAULT_STYLE


@dataclass(frozen=True)
class Scene:
    """A background, and what stands on it."""

    background: Background
    groups: tuple[Group, ...]
    # Set where the composition stands for a relation. A prompt that leaves it out would not describe the picture.
    relation: str | None = None

    @property
    def items(self) -> list[tuple[Group, Item]]:
        """Every member with its group, in drawing order."""
        return [(group, item) for group in self.groups for item in group.items]

    @property
    def pair(self) -> tuple[Group, Group] | None:
        """The two groups of a scene with exactly two single members; None for any other scene."""
        if len(self.groups) != 2 or any(group.count != 1 for group in self.groups):
            return None
        first, second = self.groups
        return first, second


def relation_between(first: Item, second: Item) -> str | None:
    """How `first` stands to `second`: "left of", "right of", "above" or "below".

    None where the centres are too close on the longer axis, or as far apart on both.
    """
    dx, dy = first.x - second.x, first.y - second.y
    if abs(dx) > abs(dy) and abs(dx) >= 0.15:
        return "left of" if dx < 0 else "right of"
    if abs(dy) > abs(dx) and abs(dy) >= 0.15:
        return "above" if dy < 0 else "below"
    return None


def place_of(item: Item) -> str:
    """The ninth of the picture that the centre lies in, as `world.PLACES` names it: "top left", "centre"."""
    row = "top" if item.y < 1 / 3 else "bottom" if item.y > 2 / 3 else ""
    column = "left" if item.x < 1 / 3 else "right" if item.x > 2 / 3 else ""
    return f"{row} {column}".strip() or "centre"


def _ground_held_out(name: str, background: Background) -> bool:
    """Of the world's colours alone: a ground that only stands in for them is the same for every name."""
    return all(colour in world.COLOURS for colour in background.colours) and world.held_out(name, background.words())


def is_held_out(scene: Scene) -> bool:
    """Whether a combination in the scene is held out: then the scene belongs to the test set and training never shows it."""
    for group in scene.groups:
        if group.colour is not None and world.held_out(group.name, group.colour):
            return True
        if _ground_held_out(group.name, scene.background):
            return True
    if scene.pair is None:
        return False
    first, second = scene.pair
    relation = relation_between(first.items[0], second.items[0])
    if relation is None:
        return False
    return world.held_out(first.name, relation, second.name) or world.held_out(
        second.name, world.OPPOSITE[relation], first.name
    )
