"""The form that a plan is pasted into."""

import hashlib
from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from cms.core.languages import LANGUAGES
from cms.importing.api import FORMATS, LARGEST_FILE, Reading, ReadingError, read_bytes, read_text
from cms.importing.registry import ImportContext, Source
from cms.workplans.queries import sections_by_language, sections_for


class ImportForm(forms.Form):
    """A section, and a text or a file. A valid form has a `reading` and the `context` it is imported in."""

    text = forms.CharField(
        label=_("Text of the plan"),
        required=False,
        strip=False,
        widget=AdminAutoHeightTextInput(attrs={"rows": 8}),
        help_text=_("Paste it with its numbering, such as 一、（一） or 1. Every item becomes a task."),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        help_text=_("Text, Markdown, HTML or Word."),
        widget=forms.FileInput(attrs={"accept": ",".join(FORMATS)}),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        choices = [(LANGUAGES[code].label, sections) for code, sections in sections_by_language(user).items()]
        self.fields["section"] = forms.ChoiceField(
            label=_("Section"), choices=choices, help_text=_("It also decides the language of the plan.")
        )
        self.order_fields(["section", "text", "file"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        text, file = cleaned.get("text", "").strip(), cleaned.get("file")
        if text and file:
            self.add_error("file", _("Give either a text or a file, not both."))
        elif file:
            data = file.read(LARGEST_FILE + 1)
            self._read("file", Source(file.name, _digest(data)), lambda: read_bytes(data, file.name))
        elif text:
            self._read("text", Source("", _digest(text.encode())), lambda: read_text(text))
        elif "file" not in self.errors:
            self.add_error("text", _("Paste the text of a plan, or choose a file."))
        return cleaned

    def _read(self, field: str, source: Source, read: Callable[[], Reading]) -> None:
        try:
            self.reading = read()
        except ReadingError as error:
            self.add_error(field, str(error))
        if parent := sections_for(self.user).filter(pk=self.cleaned_data.get("section")).first():
            self.context = ImportContext(parent, parent.locale, source, self.user)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
