"""What is left of an uploaded picture: its pixels, upright, and nothing about where it was taken."""

import io

import pytest
from PIL import Image, ImageCms

from cms.core import pictures
from cms.core.pictures import PictureError, clean

RED, BLUE = (200, 30, 30), (20, 40, 180)
PLACE = {1: "N", 2: (31.0, 14.0, 9.0), 3: "E", 4: (121.0, 29.0, 6.0)}


def picture(size=(60, 40)):
    """Red on the left, blue on the right."""
    image = Image.new("RGB", size, BLUE)
    image.paste(RED, (0, 0, size[0] // 2, size[1]))
    return image


def sent(image, kind="JPEG", **options):
    data = io.BytesIO()
    image.save(data, kind, **options)
    return data.getvalue()


def told(orientation=1):
    """What a telephone writes into its pictures."""
    told = Image.Exif()
    told[0x0112], told[0x010F] = orientation, "Telephone"
    told.get_ifd(0x8825).update(PLACE)
    return told


def read(content):
    return Image.open(io.BytesIO(content))


def near(one, other):
    return all(abs(a - b) < 12 for a, b in zip(one, other, strict=True))


def refusal(data):
    with pytest.raises(PictureError) as refused:
        clean(data)
    return refused.value.code


@pytest.mark.parametrize(
    ("kind", "extension"),
    [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"), ("AVIF", "jpg"), ("HEIF", "jpg")],
)
def test_nothing_of_what_the_camera_wrote_is_left(kind, extension):
    data = sent(picture(), kind, exif=told())
    assert read(data).getexif().get_ifd(0x8825)
    made = clean(data)
    image = read(made.content)
    assert (made.extension, made.width, made.height) == (extension, 60, 40)
    assert not image.getexif()
    assert not {"exif", "xmp", "icc_profile", "comment"} & image.info.keys()
    assert b"Telephone" not in made.content


def test_a_comment_and_what_hangs_behind_the_picture_are_gone():
    assert b"secret" not in clean(sent(picture(), comment=b"secret") + b"secret").content


def test_a_picture_that_was_taken_sideways_stands_upright():
    made = clean(sent(picture().rotate(90, expand=True), exif=told(orientation=6), quality=95))
    image = read(made.content)
    assert (made.width, made.height) == image.size == (60, 40)
    assert near(image.getpixel((5, 20)), RED)
    assert near(image.getpixel((55, 20)), BLUE)


def test_colours_of_a_printing_house_become_those_of_screens():
    image = read(clean(sent(picture().convert("CMYK"), quality=95)).content)
    assert image.mode == "RGB"
    assert near(image.getpixel((5, 20)), RED)


def test_colours_of_another_profile_keep_their_looks():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    assert clean(sent(picture(), icc_profile=profile.tobytes())).extension == "jpg", (
        "a profile that does not fit"
    )
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert near(read(clean(sent(picture(), icc_profile=srgb, quality=95)).content).getpixel((5, 20)), RED)


def test_what_can_be_seen_through_stays_so():
    made = clean(sent(Image.new("RGBA", (20, 20), (*RED, 90)), "AVIF", quality=95))
    assert made.extension == "png"
    assert read(made.content).getpixel((5, 5))[3] == pytest.approx(90, abs=3)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16"])
def test_pictures_of_few_colours_are_taken(mode):
    image = Image.new(mode, (20, 20), (200, 255) if mode == "LA" else 1)
    assert clean(sent(image, "PNG")).width == 20


def test_a_picture_is_not_larger_than_screens_are():
    made = clean(sent(picture((600, 400))), longest=150)
    assert (made.width, made.height) == read(made.content).size == (150, 100)


@pytest.mark.parametrize("kind", pictures.MOVING)
def test_a_picture_that_moves_is_refused(kind):
    assert refusal(sent(picture(), kind, save_all=True, append_images=[picture().rotate(180)])) == "animated"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_half_a_picture_is_refused(kind):
    data = sent(Image.effect_noise((200, 200), 90).convert("RGB"), kind)
    assert refusal(data[: len(data) // 2]) == "damaged"


@pytest.mark.parametrize("data", [b"", b"no picture", b"<svg xmlns='http://www.w3.org/2000/svg'/>"])
def test_what_is_no_picture_is_refused(data):
    assert refusal(data) == "unknown"


def test_a_picture_of_too_many_points_is_refused_before_it_is_decoded():
    assert refusal(sent(Image.new("1", (8000, 6300)), "PNG")) == "too_many_pixels"


def test_too_large_a_file_is_refused_unread():
    assert refusal(bytes(pictures.MOST_BYTES + 1)) == "too_heavy"
