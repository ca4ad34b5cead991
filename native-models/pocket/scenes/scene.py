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
        return (self.start,) if self.end is None else (self.start, self.end)

    def words(self) -> str:
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
        reach = (self.side + other.side) / 2 + world.GAP - 1e-6
        return abs(self.x - other.x) >= reach or abs(self.y - other.y) >= reach

    def inside(self) -> bool:
        low, high = world.MARGIN + self.side / 2 - 1e-6, 1 - world.MARGIN - self.side / 2 + 1e-6
        return low <= self.x <= high and low <= self.y <= high


@dataclass(frozen=True)
class Group:
    """Members of one name. A thing comes in its own colours: only a shape has one."""

    name: str
    colour: str | None
    size: str
    items: tuple[Item, ...]
    place: str | None = None
    # Of a thing: None is the default one.
    style: str | None = None

    @property
    def count(self) -> int:
        return len(self.items)

    @property
    def drawn_in(self) -> str:
        """The style's name, also where it is the default one."""
        return self.style or world.DEFAULT_STYLE


@dataclass(frozen=True)
class Scene:
    background: Background
    groups: tuple[Group, ...]
    # Set when the composition was made for a relation or for named places, so
    # that a prompt which leaves them out would not describe the picture.
    relation: str | None = None

    @property
    def items(self) -> list[tuple[Group, Item]]:
        return [(group, item) for group in self.groups for item in group.items]

    @property
    def pair(self) -> tuple[Group, Group] | None:
        """The two groups, where there are just two single members."""
        if len(self.groups) != 2 or any(group.count != 1 for group in self.groups):
            return None
        first, second = self.groups
        return first, second


def relation_between(first: Item, second: Item) -> str | None:
    """The relation of world.json, or None where neither axis is clear."""
    dx, dy = first.x - second.x, first.y - second.y
    if abs(dx) > abs(dy) and abs(dx) >= 0.15:
        return "left of" if dx < 0 else "right of"
    if abs(dy) > abs(dx) and abs(dy) >= 0.15:
        return "above" if dy < 0 else "below"
    return None


def place_of(item: Item) -> str:
    """The named ninth of the picture in which the centre lies."""
    row = "top" if item.y < 1 / 3 else "bottom" if item.y > 2 / 3 else ""
    column = "left" if item.x < 1 / 3 else "right" if item.x > 2 / 3 else ""
    return f"{row} {column}".strip() or "centre"


def _ground_held_out(name: str, background: Background) -> bool:
    """Of the world's colours alone: a ground that only stands in for them is the same for every name."""
    return all(colour in world.COLOURS for colour in background.colours) and world.held_out(name, background.words())


def is_held_out(scene: Scene) -> bool:
    """Whether any pair or triple in the scene belongs to the test set."""
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
