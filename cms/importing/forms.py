"""The forms of an import: what is read in, and where its pages go."""

import hashlib
from collections.abc import Callable
from itertools import groupby
from typing import Any, cast

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.models import Page

from cms.core.languages import LANGUAGES
from cms.importing.api import FORMATS, LARGEST_FILE, Reading, ReadingError, read_bytes, read_html, read_text
from cms.importing.queries import places
from cms.importing.registry import ImportContext, Source
from cms.importing.service import imported_before


class SectionForm(forms.Form):
    """The section that the pages go into. A valid form has it as `section_page`."""

    section = forms.ChoiceField(label=_("Section"), help_text=_("It also decides the language of the pages."))

    def __init__(self, *args: Any, sections: list[Page], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sections = {str(page.pk): page for page in sections}
        place = places(sections)
        field = cast(forms.ChoiceField, self.fields["section"])
        field.choices = [
            (LANGUAGES[code].label, [(page.pk, place[page.pk]) for page in pages])
            for code, pages in groupby(sections, key=lambda page: page.locale.language_code)
        ]

    @property
    def section_page(self) -> Page | None:
        """The section chosen; None where the form is not valid."""
        return self.sections.get(self.cleaned_data.get("section", ""))


class ImportForm(SectionForm):
    """A section, and a text or a file. A valid form has a `reading` and the `context` it is imported in."""

    text = forms.CharField(
        label=_("Text of the document"),
        required=False,
        strip=False,
        widget=AdminAutoHeightTextInput(attrs={"rows": 8}),
        help_text=_(
            "Paste it with its numbering, such as 一、（一） or 1. Every item becomes a task or a heading."
        ),
    )
    rich = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        help_text=_("Text, Markdown, HTML or Word."),
        widget=forms.FileInput(attrs={"accept": ",".join(FORMATS)}),
    )

    reading: Reading
    context: ImportContext

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        text, file, rich = cleaned.get("text", "").strip(), cleaned.get("file"), cleaned.get("rich", "")
        if text and file:
            self.add_error("file", _("Give either a text or a file, not both."))
        elif file:
            data = file.read(LARGEST_FILE + 1)
            self._read("file", file.name, data, lambda: read_bytes(data, file.name))
        elif text and rich:
            self._read("text", "", rich.encode(), lambda: read_html(rich))
        elif text:
            self._read("text", "", text.encode(), lambda: read_text(text))
        elif "file" not in self.errors:
            self.add_error("text", _("Paste the text of a document, or choose a file."))
        return cleaned

    def _read(self, field: str, name: str, data: bytes, read: Callable[[], Reading]) -> None:
        try:
            self.reading = read()
        except ReadingError as error:
            self.add_error(field, str(error))
            return
        if parent := self.section_page:
            title = next((plan.title for plan in self.reading.plans if plan.title), parent.title)
            source = Source(name or title, hashlib.sha256(data).hexdigest(), data if name else b"")
            self.context = ImportContext(parent, parent.locale, source, self.by)
            if page := imported_before(self.context):
                self.add_error(field, told_before(page))


def told_before(page: Page) -> str:
    """That a document is a page already, with a link to it."""
    return format_html(
        gettext('This was imported here before: <a href="{}">{}</a>.'),
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        page.title,
    )
