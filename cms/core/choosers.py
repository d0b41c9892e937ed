"""Choosers of organisations and topics."""

from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.widgets import AdminSnippetChooser


class DirectoryChooser(AdminSnippetChooser):
    """Its buttons speak the reader's language.

    A form class lives as long as the process, and Wagtail words the buttons when it is made: in the language
    of whoever came first.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        name = {"object": self.model._meta.verbose_name}
        self.choose_one_text = lazy(lambda: gettext("Choose %(object)s") % name, str)()
        self.choose_another_text = lazy(lambda: gettext("Choose another %(object)s") % name, str)()
        self.link_to_chosen_text = lazy(lambda: gettext("Edit this %(object)s") % name, str)()


class DirectoryChooserViewSet(SnippetChooserViewSet):
    base_widget_class = DirectoryChooser
