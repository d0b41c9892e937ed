"""Who tells publishing that something changed. Each listener runs in the transaction of that change."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from cms.core.languages import LANGUAGES
from cms.core.models import Attachment, Image, Organisation, ResponsiblePerson, SiteSettings, Topic
from cms.core.signals import names_erased, page_changed
from cms.publishing import directory, pending
from cms.publishing.keeping import remove
from cms.publishing.models import Receipt
from cms.publishing.redirects import former_addresses
from cms.publishing.rendering import frames
from cms.publishing.services import follow_order, refresh, refresh_pages, users_of

SHOWN_ON_PAGES = (Organisation, Topic, Image, Attachment)


def connect() -> None:
    """Listen. Called once, when the app is ready."""
    for signal in (page_published, page_unpublished, page_changed):
        signal.connect(_page_changed, dispatch_uid="publishing")
    names_erased.connect(_names_erased, dispatch_uid="publishing")
    post_page_move.connect(_page_moved, dispatch_uid="publishing")
    pre_delete.connect(_thing_goes, sender=Page, dispatch_uid="publishing")
    post_delete.connect(_page_deleted, sender=Page, dispatch_uid="publishing")
    post_save.connect(_site_changed, sender=SiteSettings, dispatch_uid="publishing")
    post_save.connect(_redirect_changed, sender=Redirect, dispatch_uid="publishing")
    post_delete.connect(_redirect_deleted, sender=Redirect, dispatch_uid="publishing")
    post_save.connect(_organisation_changed, sender=Organisation, dispatch_uid="directory")
    post_delete.connect(_organisation_gone, sender=Organisation, dispatch_uid="directory")
    for signal in (post_save, post_delete):  # they are saved after their organisation
        signal.connect(_person_changed, sender=ResponsiblePerson, dispatch_uid="directory")
    for model in SHOWN_ON_PAGES:
        post_save.connect(_thing_changed, sender=model, dispatch_uid="publishing")
        pre_delete.connect(_thing_goes, sender=model, dispatch_uid="publishing")
        post_delete.connect(_thing_gone, sender=model, dispatch_uid="publishing")


def _page_changed(instance: Page, url_path_before: str | None = None, **_rest: Any) -> None:
    if url_path_before not in (None, instance.url_path):
        former_addresses.remember(instance, url_path_before, instance.url_path)
    refresh(instance)


def _page_moved(instance: Page, parent_page_after: Page, url_path_before: str, **_rest: Any) -> None:
    follow_order(parent_page_after)
    _page_changed(instance, url_path_before)


def _page_deleted(instance: Page, **_rest: Any) -> None:
    remove([f"page:{instance.pk}"])
    _thing_gone(instance)


def _names_erased(pages: Iterable[int], name: str, **_rest: Any) -> None:
    """Receipts outlive their pages."""
    Receipt.objects.filter(page__in=pages).update(title=name)


def _redirect_changed(instance: Redirect, raw: bool = False, **_rest: Any) -> None:
    if not raw:
        former_addresses.changed(instance)


def _redirect_deleted(instance: Redirect, origin: Any = None, **_rest: Any) -> None:
    """With its page it needs no word: the file goes as the page's address does."""
    if isinstance(origin, Redirect) or getattr(origin, "model", None) is Redirect:
        former_addresses.changed(instance)


def _site_changed(instance: SiteSettings, **_rest: Any) -> None:
    frames.keep(instance)
    pending.ask("site", ["sheet", *(f"frame:{locale}" for locale in LANGUAGES)])


def _thing_changed(instance: Model, created: bool, raw: bool = False, **_rest: Any) -> None:
    if not created and not raw:
        refresh_pages(users_of(instance))


def _thing_goes(instance: Model, **_rest: Any) -> None:
    # Who showed it can be asked only while it is there, what they show without it only when it is gone.
    instance.shown_on = users_of(instance)  # type: ignore[attr-defined]


def _thing_gone(instance: Model, **_rest: Any) -> None:
    refresh_pages(instance.shown_on)  # type: ignore[attr-defined]


def _organisation_changed(instance: Organisation, raw: bool = False, **_rest: Any) -> None:
    if not raw:
        directory.follow(Organisation.objects.filter(pk=instance.pk))


def _organisation_gone(instance: Organisation, **_rest: Any) -> None:
    directory.forget(instance.pk)


def _person_changed(instance: ResponsiblePerson, raw: bool = False, **_rest: Any) -> None:
    if not raw:
        directory.follow(Organisation.objects.filter(pk=instance.organisation_id))
