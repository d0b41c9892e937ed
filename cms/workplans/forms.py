"""The form that a plan is pasted into."""

import hashlib
from collections.abc import Callable
from itertools import groupby
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.models import Page

from cms.core.bilingual import in_language
from cms.core.languages import LANGUAGES
from cms.importing.api import FORMATS, LARGEST_FILE, Reading, ReadingError, read_bytes, read_text
from cms.importing.registry import ImportContext, Source
from cms.importing.service import imported_before
from cms.workplans.queries import places

UNTITLED = _("Work plan")


class ImportForm(forms.Form):
    """A section, and a text or a file. A valid form has a `reading` and the `context` it is imported in."""

    section = forms.ChoiceField(label=_("Section"), help_text=_("It also decides the language of the plan."))
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

    reading: Reading
    context: ImportContext

    def __init__(self, *args: Any, sections: list[Page], by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sections = {str(page.pk): page for page in sections}
        self.by = by
        place = places(sections)
        field = cast(forms.ChoiceField, self.fields["section"])
        field.choices = [
            (LANGUAGES[code].label, [(page.pk, place[page.pk]) for page in pages])
            for code, pages in groupby(sections, key=lambda page: page.locale.language_code)
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        text, file = cleaned.get("text", "").strip(), cleaned.get("file")
        if text and file:
            self.add_error("file", _("Give either a text or a file, not both."))
        elif file:
            data = file.read(LARGEST_FILE + 1)
            self._read("file", file.name, data, lambda: read_bytes(data, file.name))
        elif text:
            self._read("text", "", text.encode(), lambda: read_text(text))
        elif "file" not in self.errors:
            self.add_error("text", _("Paste the text of a plan, or choose a file."))
        return cleaned

    def _read(self, field: str, name: str, data: bytes, read: Callable[[], Reading]) -> None:
        try:
            self.reading = read()
        except ReadingError as error:
            self.add_error(field, str(error))
        if parent := self.sections.get(self.cleaned_data.get("section", "")):
            named = name or in_language(UNTITLED, parent.locale.language_code)
            source = Source(named, hashlib.sha256(data).hexdigest())
            self.context = ImportContext(parent, parent.locale, source, self.by)
            if page := imported_before(self.context):
                self.add_error(
                    field, _("This was imported here before: “%(title)s”.") % {"title": page.title}
                )
