"""The files of pictures as they are kept: whichever way one comes in, only its clean copy is written."""

from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile, File
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from cms.core import pictures


class CleanFile(ContentFile):
    """The file of a picture that was cleaned, or that we drew ourselves."""

    @classmethod
    def of(cls, file: File) -> "CleanFile":
        """The clean copy of a picture's file, its name ending as its content is. Raises PictureError."""
        if isinstance(file, cls):
            return file
        file.seek(0)
        picture = pictures.clean(file.read())
        stem = PurePosixPath(file.name or "").stem or "picture"
        return cls(picture.content, name=f"{stem}.{picture.extension}")


class PictureFieldFile(WagtailImageFieldFile):
    """Cleans what nobody cleaned before, such as an upload that waited for its title."""

    def save(self, name: str, content: File, save: bool = True) -> None:
        clean = CleanFile.of(content)
        clean.name = str(PurePosixPath(name).with_suffix(PurePosixPath(clean.name or name).suffix))
        clean.seek(0)
        self.instance.blur = pictures.blur(clean.read())
        super().save(clean.name, clean, save)


class PictureField(WagtailImageField):
    """Wagtail's field of an image's file, which keeps clean pictures only."""

    attr_class: Any = PictureFieldFile
