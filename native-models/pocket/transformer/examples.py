"""Random examples for training, without end: scenes, and what changes in them. No picture is drawn or encoded here."""

import random
from dataclasses import dataclass, replace

from ..scenes import compose, grounds, world
from ..scenes.edits import KINDS as KINDS_OF_EDIT
from ..scenes.edits import Edit, edit_of
from ..scenes.maps import CONTROLS, Map
from ..scenes.scene import Group, Item, Scene, is_held_out

# Share of given pictures on their canonical background: people often continue from a picture that Pocket drew.
CANONICAL_SHARE = 0.15


@dataclass(frozen=True)
class Retouch:
    """The scene after and before, the group that the region is for, and the boxes that the region is painted around."""

    scene: Scene
    before: Scene
    group: Group
    painted: tuple[Item, ...]


def make_composed(rng: random.Random) -> Scene:
    """A scene as prompts describe it."""
    return compose.training_scene(rng, compose.canonical_scene)


def make_edit(rng: random.Random) -> Edit:
    """An edit of a picture that somebody else made. Neither the scene before nor the one after is held out."""
    kind = rng.choice(KINDS_OF_EDIT)
    while True:
        edit = edit_of(kind, make_given(rng), rng)
        if edit is not None and not is_held_out(edit.after):
            return edit


def make_subject(rng: random.Random) -> tuple[Scene, Scene]:
    """A scene of one thing anywhere, and the same thing in a new composition on another background."""
    while True:
        given = compose.training_scene(rng, compose.free_scene, counts=(1,))
        known = given.groups[0]
        form = "place" if rng.random() < 0.4 else "single"
        anew = compose.canonical_scene(rng, form=form)
        scene = compose.holding(anew, known)
        if scene is not None and not is_held_out(scene):
            return given, scene


def make_given(rng: random.Random) -> Scene:
    """A scene as somebody else may have made it, now and then on the background that Pocket itself chooses."""
    gradients = 0.15 if rng.random() < 0.75 else 0.8
    maker = rng.choices([compose.free_scene, compose.aligned_scene, compose.canonical_scene], [0.7, 0.15, 0.15])[0]
    scene = compose.training_scene(rng, maker, gradient_share=gradients)
    return _regrounded(scene, rng, CANONICAL_SHARE)


def _regrounded(scene: Scene, rng: random.Random, share: float) -> Scene:
    """The scene, by the share `share` on its canonical background where training may show that."""
    if rng.random() >= share:
        return scene
    anew = grounds.on_canonical_ground(scene)
    return scene if is_held_out(anew) else anew


def make_styled(rng: random.Random) -> Scene:
    """A scene of things as somebody else may have made it: all of them in one style, or every group in a random one."""
    maker = compose.free_scene if rng.random() < 0.8 else compose.canonical_scene
    scene = compose.training_scene(rng, maker, gradient_share=0.15, things=0.9)
    if rng.random() < 0.75:
        return compose.styled(scene, rng.choice(list(world.STYLES)))
    return compose.each_in_a_style(scene, rng)


def make_control(rng: random.Random) -> Map:
    """A control picture: the edges or the depth of a scene."""
    maker = compose.free_scene if rng.random() < 0.8 else compose.canonical_scene
    return Map(rng.choice(CONTROLS), compose.training_scene(rng, maker, gradient_share=0.1))


def make_retouch(rng: random.Random) -> Retouch:
    """A retouched region: a single member that is added, drawn over, removed or redrawn.

    The member stands on the lattice of eighths. The region lies there, or around the member's untidy place.
    """
    while True:
        maker = rng.choices([compose.free_scene, compose.aligned_scene, compose.canonical_scene], [0.4, 0.4, 0.2])[0]
        scene = compose.training_scene(rng, maker, gradient_share=0.15)
        singles = [group for group in scene.groups if group.count == 1]
        if not singles:
            continue
        at = scene.groups.index(rng.choice(singles))
        tidy = compose.aligned(_regrounded(scene, rng, CANONICAL_SHARE), scene.groups[at])
        if tidy is not None and not is_held_out(tidy):
            break
    group, painted = tidy.groups[at], scene.groups[at].items if rng.random() < 0.6 else tidy.groups[at].items
    others = tuple(other for other in tidy.groups if other is not group)
    without = replace(tidy, groups=others)
    roll = rng.random()
    if roll < 0.1:
        # The region is to be empty: the scene after has no such group.
        return Retouch(without, tidy, group, group.items)
    if roll < 0.3:
        return Retouch(tidy, tidy, group, group.items)
    if roll < 0.8:
        return Retouch(tidy, without, group, painted)
    stranger = compose.random_groups(rng, tidy.background, (1,))[0]
    return Retouch(tidy, replace(tidy, groups=(*others, replace(stranger, items=painted))), group, painted)
