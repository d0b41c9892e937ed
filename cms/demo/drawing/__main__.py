"""Draws all pictures into a folder: `python -m cms.demo.drawing media/demo`."""

import sys
from pathlib import Path

from cms.demo.drawing.album import PICTURES, draw

QUALITY = 85


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in PICTURES:
        path = folder / f"{name}.jpg"
        draw(name).save(path, quality=QUALITY, optimize=True, progressive=True)
        sys.stdout.write(f"{path} {path.stat().st_size // 1024} kB\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Say into which folder to draw: python -m cms.demo.drawing FOLDER")
    main(Path(sys.argv[1]))
