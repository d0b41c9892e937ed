"""The pictures come from their code."""

import pytest
from PIL import Image, ImageChops, ImageStat

from cms.demo.drawing.__main__ import jpeg, main
from cms.demo.drawing.album import PICTURES, draw
from cms.demo.library import PICTURES as FOLDER

SMALL = 300  # pixels; a scene is drawn in a fraction of a second
COARSE = 40  # pixels at which two drawings of different size are compared: fine lines blur, the scene stays
ALIKE = 8.0  # mean difference of the levels 0 to 255


def coarse(picture):
    size = (COARSE, round(COARSE * picture.height / picture.width))
    return picture.convert("RGB").resize(size, Image.Resampling.BOX)


def difference(one, other):
    return max(ImageStat.Stat(ImageChops.difference(coarse(one), coarse(other))).mean)


@pytest.mark.parametrize("name", PICTURES)
def test_the_published_picture_is_what_the_code_draws(name):
    drawn = draw(name, SMALL)
    with Image.open(FOLDER / f"{name}.jpg") as published:
        assert difference(drawn, published) < ALIKE
    others = {other: draw(other, 60) for other in ("lantern-boats", "green-top-ten") if other != name}
    assert all(difference(drawn, other) > 2 * ALIKE for other in others.values())


def test_a_picture_is_the_same_every_time():
    assert draw("liuxi-river", 150).tobytes() == draw("liuxi-river", 150).tobytes()


def test_a_picture_that_does_not_exist():
    with pytest.raises(KeyError):
        draw("nothing")


def test_a_file_keeps_its_limit(monkeypatch):
    picture = draw("lion-dance", 400)
    best = len(jpeg(picture))
    monkeypatch.setattr("cms.demo.drawing.__main__.LARGEST", best - 1)

    assert len(jpeg(picture)) < best


def test_every_picture_is_written_into_a_folder(tmp_path, monkeypatch):
    few = dict(list(PICTURES.items())[:2])
    monkeypatch.setattr("cms.demo.drawing.__main__.PICTURES", few)
    monkeypatch.setattr("cms.demo.drawing.__main__.draw", lambda name: draw(name, 60))
    main(tmp_path / "new")

    assert {path.name for path in (tmp_path / "new").iterdir()} == {f"{name}.jpg" for name in few}
