"""All pictures by name, and how they are made."""

from collections.abc import Callable
from dataclasses import dataclass

from PIL import Image

from cms.demo.drawing import (
    scenes_courtyard,
    scenes_evening,
    scenes_festival,
    scenes_garden,
    scenes_home,
    scenes_lane,
    scenes_river,
)
from cms.demo.drawing.paper import Sheet


@dataclass(frozen=True)
class Picture:
    """A scene and the size in pixels at which it is published."""

    scene: Callable[[Sheet], None]
    width: int = 1800
    height: int = 1200


PICTURES: dict[str, Picture] = {
    "liuxi-river": Picture(scenes_river.liuxi_river, 2400, 1200),
    "emblem-lantern-lane": Picture(scenes_lane.emblem_lantern_lane, 1600, 1600),
    "lantern-lane": Picture(scenes_lane.lantern_lane),
    "lantern-workshop": Picture(scenes_festival.lantern_workshop),
    "lion-dance": Picture(scenes_festival.lion_dance),
    "lantern-boats": Picture(scenes_festival.lantern_boats),
    "lantern-guides": Picture(scenes_lane.lantern_guides),
    "emblem-open-doors": Picture(scenes_courtyard.emblem_open_doors, 1600, 1600),
    "courtyard-doors": Picture(scenes_courtyard.courtyard_doors),
    "long-table": Picture(scenes_courtyard.long_table),
    "reading-tree": Picture(scenes_garden.reading_tree),
    "shared-garden": Picture(scenes_garden.shared_garden),
    "phone-helpers": Picture(scenes_home.phone_helpers),
    "green-top-ten": Picture(scenes_home.green_top_ten),
    "civilized-families": Picture(scenes_evening.civilized_families),
    "river-care": Picture(scenes_river.river_care),
    "harmonious-community": Picture(scenes_river.harmonious_community),
}


def draw(name: str, width: int | None = None) -> Image.Image:
    """The picture `name`, `width` pixels wide (default: as published).

    It is the same every time. KeyError for an unknown name.
    """
    picture = PICTURES[name]
    wide = width or picture.width
    sheet = Sheet(wide, round(wide * picture.height / picture.width), name)
    picture.scene(sheet)
    return sheet.finished()
