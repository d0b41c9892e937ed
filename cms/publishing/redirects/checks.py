"""What staff are told of a redirect that would do harm, before it is saved: in the form, the import and the API."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.publishing.models import StoredDocument
from cms.publishing.redirects.paths import INDEX, is_plain, is_reserved, site_path, urls_of
from cms.publishing.redirects.routes import first_at


def install() -> None:
    """Have Wagtail's redirects checked wherever they are. Wagtail has no hook for it; all its ways call `clean`."""
    wagtails = Redirect.clean

    def clean(redirect: Redirect) -> None:
        wagtails(redirect)
        check(redirect)

    Redirect.clean = clean


def check(redirect: Redirect) -> None:
    """Raise ValidationError for a redirect that cannot work, or that leads back to itself.

    A link to a page of this site becomes the page itself, so that the redirect follows it wherever it moves.
    """
    redirect.old_path = redirect.old_path.removesuffix(INDEX) or "/"
    redirect.automatically_created = False  # whoever saves it here means it
    _check_beginning(redirect.old_path)
    if bool(redirect.redirect_page_id) == bool(redirect.redirect_link):
        raise ValidationError({"redirect_link": _("Choose either a page or an address.")})
    if redirect.redirect_link:
        _check_link(redirect)
    if redirect.redirect_page_id and redirect.redirect_page.url_path in urls_of(redirect.old_path):
        raise ValidationError(
            {"redirect_page": _("This page has the very address that it would be redirected from.")}
        )


def _check_beginning(path: str) -> None:
    if is_reserved(path):
        raise ValidationError({"old_path": _("The site needs this address itself. Choose another.")})
    if not is_plain(path):
        raise ValidationError(
            {"old_path": _("Write the path only, such as /news/2019: without “?” and what follows it.")}
        )
    if public := StoredDocument.objects.filter(url__in=urls_of(path)).first():
        raise ValidationError(
            {
                "old_path": _("“%(title)s” is public at this address. Unpublish or move it first.")
                % {"title": public.document.title}
            }
        )


def _check_link(redirect: Redirect) -> None:
    """Follow the link through the site's other redirects. Raises ValidationError where it leads back."""
    link, steps = redirect.redirect_link, [redirect.old_path]
    if not link.startswith(("http://", "https://")):
        raise ValidationError(
            {"redirect_link": _("Write a whole address that begins with https:// or http://.")}
        )
    while (path := site_path(link)) is not None:
        if path in steps:
            way = " → ".join([*steps, path])
            raise ValidationError(
                {"redirect_link": _("This redirect would lead back to itself: %(way)s") % {"way": way}}
            )
        steps.append(path)
        public = StoredDocument.objects.filter(url__in=urls_of(path), key__startswith="page:").first()
        if public:
            redirect.redirect_page, redirect.redirect_link = Page.objects.get(pk=public.key[5:]), ""
            return
        after = first_at(path)
        if after is None or after.redirect_page_id:
            return
        link = after.redirect_link
