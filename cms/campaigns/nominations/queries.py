"""What residents see of nominations that they sent or that are about them, as plain data for templates."""

from django.db.models import Count, QuerySet

from cms.campaigns.models import CampaignPage, EntryPage
from cms.campaigns.nominations.models import Nomination
from cms.campaigns.procedures.models import Procedure
from cms.core.clock import written
from cms.core.documents import Data
from cms.intake.people import Person


def sent_with(phone: str) -> QuerySet[Nomination]:
    """All that were sent with a number that was proved."""
    return (
        Nomination.objects.filter(person__in=Person.objects.with_phone(phone).values("pk"), emptied_at=None)
        .select_related("person", "procedure")
        .order_by("-pk")
    )


def campaign_in(procedure: Procedure, locale: str) -> CampaignPage | None:
    """The public page of a procedure, in a language where there is one."""
    pages = CampaignPage.objects.live().filter(translation_key=procedure.pk).select_related("locale")
    found = {page.locale.language_code: page for page in pages}
    return found.get(locale) or next(iter(found.values()), None)


def titles_of(procedure: Procedure) -> dict[str, str]:
    """{category's uid: its title}, also of those that were taken out."""
    return {str(each.uid): each.title for each in procedure.categories.all()}


def shown(nomination: Nomination, locale: str) -> Data:
    """A nomination for who sent it."""
    pictures = nomination.pictures.defer("content")
    return {
        **summary(nomination),
        "kind": str(EntryPage.Kind(nomination.kind).label),
        "category": titles_of(nomination.procedure).get(str(nomination.category), ""),
        "story": nomination.story,
        "naming": str(Nomination.Naming(nomination.naming).label),
        "is_person": nomination.kind == EntryPage.Kind.PERSON,
        "pictures": [
            {"id": each.pk, "description": each.description, "may_be_shown": each.may_be_shown}
            for each in pictures
        ],
        "url": entry_address(nomination, locale),
    }


def summary(nomination: Nomination) -> Data:
    """What a list of one's own nominations tells."""
    return {
        "id": nomination.pk,
        "campaign": nomination.procedure.title,
        "nominee": nomination.nominee,
        "is_self": nomination.is_self,
        "state": nomination.state,
        "stands": nomination.stands,
        "can_withdraw": nomination.can_be_withdrawn,
        "consent": nomination.consent,
        "message": nomination.message,
        "sent_at": written(nomination.sent_at),
    }


def entry_address(nomination: Nomination, locale: str) -> str:
    """The address of the public page that was made of it, or ""."""
    if not nomination.entry:
        return ""
    pages = EntryPage.objects.live().filter(translation_key=nomination.entry).select_related("locale")
    found = {page.locale.language_code: page.url_path for page in pages}
    return found.get(locale) or next(iter(found.values()), "")


def pictures_by_nomination(nominations: list[Nomination]) -> dict[int, int]:
    """{nomination's key: how many pictures it has}, in one query."""
    rows = Nomination.objects.filter(pk__in=[each.pk for each in nominations])
    return dict(rows.order_by().values_list("pk").annotate(Count("pictures")))
