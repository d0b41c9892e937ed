"""The form that staff and the API upload pictures by."""

from typing import Any

from django.core.files.base import File
from django.forms import FileField
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from cms.core.picture_files import CleanFile


class PictureFormField(WagtailImageField):
    """Gives the clean copy of a picture, or says beside the field why it is not taken.

    It is cleaned before Wagtail looks at it, which would decode it at its full size, and break at a damaged one.
    """

    def to_python(self, data: Any) -> File | None:
        file = FileField.to_python(self, data)
        return super().to_python(CleanFile.of(file)) if file else None


class PictureForm(BaseImageForm):
    """Wagtail's form of an image."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if file := self.fields.get("file"):
            self.fields["file"] = PictureFormField(
                label=file.label, required=file.required, widget=file.widget
            )
