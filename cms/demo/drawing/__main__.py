"""Draws all pictures into a folder: `python -m cms.demo.drawing media/demo`."""

import sys
from io import BytesIO
from pathlib import Path

from PIL import Image

from cms.demo.drawing.album import PICTURES, draw

LARGEST = 250_000  # bytes
QUALITIES = (85, 80, 75, 70)


def jpeg(picture: Image.Image) -> bytes:
    """The picture as JPEG, in the best quality that stays below the largest size."""
    for quality in QUALITIES:
        file = BytesIO()
        picture.save(file, "JPEG", quality=quality, optimize=True, progressive=True)
        if file.tell() <= LARGEST:
            break
    return file.getvalue()


def main(folder: Path) -> None:
    """Draws all pictures into `folder`, which is made if it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in PICTURES:
        size = (folder / f"{name}.jpg").write_bytes(jpeg(draw(name)))
        sys.stdout.write(f"{name}.jpg {size // 1000} kB\n")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Say into which folder to draw: python -m cms.demo.drawing FOLDER")
    main(Path(sys.argv[1]))
