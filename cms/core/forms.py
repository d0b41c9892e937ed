"""The form that every page is edited by, and the one that staff sign in with."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.auth import LoginForm

from cms.core.slugs import RESERVED, is_reserved


class PageForm(WagtailAdminPageForm):
    """An empty address is filled from the title; one that the site needs for a list of its own is refused."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        is_new = not self.instance.path  # an existing page checks this itself, for it knows its parent
        if is_new and is_reserved(cleaned.get("slug", ""), self.parent_page):
            self.add_error("slug", RESERVED)
        return cleaned


class SignInForm(LoginForm):
    """Wagtail's own labels the password in English whatever the language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")
