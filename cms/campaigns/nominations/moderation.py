"""What the office decides on nominations: asked back, refused with a reason, or accepted, which makes a draft."""

from html import escape
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from cms.campaigns.models import CampaignPage, EntryPage
from cms.campaigns.nominations import queries
from cms.campaigns.nominations.models import Nomination, NominationPicture
from cms.campaigns.nominations.services import content_of, locked
from cms.campaigns.steps import Step, record_step
from cms.core.base_path import whole
from cms.core.languages import LANGUAGES
from cms.core.models import Image
from cms.intake import audit, senders
from cms.intake.models import Access
from cms.intake.rules import masked_text

State, Consent = Nomination.State, Nomination.Consent
KIND = Nomination._meta.label_lower
TOLD = {
    "accepted": _("Your nomination for “%(campaign)s” was accepted: %(link)s"),
    "answered": _("There is an answer to your nomination for “%(campaign)s”: %(link)s"),
}


@transaction.atomic
def ask_back(nomination: Nomination, message: str, by: Any) -> bool:
    """Ask who nominated for something; they can change it then, also after the window. Returns whether it stood."""
    return _answer(nomination, State.ASKED, message, by)


@transaction.atomic
def refuse(nomination: Nomination, message: str, by: Any) -> bool:
    """Refuse a nomination with a reason. Returns whether it stood."""
    if not _answer(nomination, State.REFUSED, message, by):
        return False
    record_step(nomination.procedure, Step.Kind.REFUSED, by, nomination=str(nomination))
    return True


@transaction.atomic
def accept(nomination: Nomination, by: Any) -> EntryPage | None:
    """Make the draft of an entry: named as the nominee wants it, with the pictures that may be shown.

    The second time gives the same page. None where the nominee has not agreed, it does not stand, or the campaign is
    not public.
    """
    mine = locked(nomination)
    if mine.entry:
        return EntryPage.objects.filter(translation_key=mine.entry).first()
    campaign = queries.campaign_in(mine.procedure, mine.locale)
    if not mine.stands or mine.consent != Consent.GIVEN or campaign is None:
        return None
    page = _draft(mine, campaign, by)
    mine.state, mine.entry, mine.changed_at = State.ACCEPTED, page.translation_key, timezone.now()
    mine.message = ""
    mine.save()
    audit.note(by, Access.Action.CHANGE, KIND, [mine.person_id], str(mine))
    record_step(mine.procedure, Step.Kind.ADMITTED, by, nomination=str(mine), entry=str(page.translation_key))
    _tell(mine, TOLD["accepted"])
    return page


def tells_numbers(nomination: Nomination) -> bool:
    """Whether what would become public, the story or the words about a picture, holds somebody's number or address."""
    words = "\n".join([nomination.story, *nomination.pictures.values_list("description", flat=True)])
    return masked_text(words) != words


def _draft(nomination: Nomination, campaign: CampaignPage, by: Any) -> EntryPage:
    """A page below the campaign in the language of the nomination, or in the one that the campaign has."""
    category = None if nomination.category == nomination.procedure_id else nomination.category
    pictures = nomination.pictures.filter(may_be_shown=True)
    page = EntryPage(
        title=nomination.public_name,
        nominee=nomination.public_name,
        kind=nomination.kind,
        category=category,
        issuer=nomination.procedure.issuer,
        locale=campaign.locale,
        translation_key=uuid4(),
        body=[("text", _html(nomination.story))],
        gallery=[("picture", _shown(each, nomination, by)) for each in pictures],
        owner=by,
        live=False,
    )
    parent = CampaignPage.objects.get(pk=campaign.pk)
    parent.add_child(instance=page)
    page.save_revision(user=by, log_action=True)
    return page


def _shown(picture: NominationPicture, nomination: Nomination, by: Any) -> dict[str, Any]:
    """The picture in the media library, as a block of the gallery."""
    image = Image(
        title=f"{nomination.public_name} {picture.pk}",
        description=picture.description,
        uploaded_by_user=by,
        collection=Collection.get_first_root_node(),
    )
    name = f"entry-{picture.pk}.{picture.extension}"
    image.file.save(name, ContentFile(content_of(picture)), save=False)
    image.save()
    picture.image = image
    picture.save(update_fields=["image"])
    return {"image": image, "alt": picture.description, "decorative": False, "caption": ""}


def _html(story: str) -> str:
    return "".join(f"<p>{escape(part.strip())}</p>" for part in story.splitlines() if part.strip())


def _answer(nomination: Nomination, state: str, message: str, by: Any) -> bool:
    mine = locked(nomination)
    if not mine.stands:
        return False
    mine.state, mine.message, mine.changed_at = state, message, timezone.now()
    mine.save()
    audit.note(by, Access.Action.CHANGE, KIND, [mine.person_id], str(mine))
    _tell(mine, TOLD["answered"])
    return True


def _tell(nomination: Nomination, words: Any) -> None:
    segment = LANGUAGES[nomination.locale].segment
    with translation.override(nomination.locale):
        link = whole(reverse("my_nomination", args=[segment, nomination.pk]))
        text = str(words) % {"campaign": nomination.procedure.title, "link": link}
    senders.tell_after_commit([(nomination.person.phone, text)])
