"""The forms that every page is edited and copied by, and the one that staff sign in with."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.auth import LoginForm
from wagtail.admin.forms.pages import CopyForm

from cms.core.fulfilment import FULFILMENT_FIELDS, offer_tasks
from cms.core.membership import bodies_of, home_of, organisations_of
from cms.core.slugs import trouble_with


class PageForm(WagtailAdminPageForm):
    """An empty address is filled from the title; one that the site needs for a list of its own is refused.

    Those who work for an organisation choose the issuer among its bodies.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if "issuer" in self.fields and bodies_of(self.for_user) is not None:
            self._offer_own_bodies()
        if set(FULFILMENT_FIELDS) <= self.fields.keys():
            offer_tasks(self)

    def _offer_own_bodies(self) -> None:
        mine = organisations_of(self.for_user)
        field = forms.ModelChoiceField(
            mine, label=self.fields["issuer"].label, required=self.instance.needs_issuer
        )
        self.fields["issuer"] = field
        if not self.instance.pk and self.instance.needs_issuer:
            self.initial["issuer"] = home_of(self.for_user)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        is_new = not self.instance.path  # an existing page checks this itself, for it knows its parent
        if is_new and (trouble := trouble_with(cleaned.get("slug", ""), self.parent_page)):
            self.add_error("slug", trouble)
        if self._must_have_issuer() and not cleaned.get("issuer"):  # of drafts Wagtail asks for less
            self.add_error("issuer", self.fields["issuer"].error_messages["required"])
        return cleaned

    def _must_have_issuer(self) -> bool:
        asked = "issuer" in self.fields and "issuer" not in self.errors
        return asked and self.instance.needs_issuer and bodies_of(self.for_user) is not None


class PageCopyForm(CopyForm):
    """Refuses an address that the copy, or one below it, cannot have."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        parent = cleaned.get("new_parent_page") or self.page.get_parent()
        below = self.page if cleaned.get("copy_subpages") else None
        slug = cleaned.get("new_slug", "")
        if trouble := trouble_with(slug, parent, below):
            self.add_error("new_slug", trouble)
        return cleaned


class SignInForm(LoginForm):
    """Wagtail's own labels the password in English whatever the language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")
