"""What is asked of who nominates, of who is nominated, and of pictures."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.campaigns.models import EntryPage
from cms.campaigns.nominations.models import PUBLISH, RECORD, Nomination
from cms.campaigns.nominations.services import Told
from cms.core import pictures
from cms.intake import limits, protection
from cms.intake.forms import GuardedForm, PhoneField, ResidentForm

WHOM = [("other", _("Somebody else")), ("self", _("Myself, or the organisation that I speak for"))]
RECORD_WORDS = _(
    "I agree that the office keeps what I state here to carry out this campaign. I may take this back at any time."
)
PUBLISH_WORDS = _(
    "If the nomination is accepted, its story and pictures may be published with the name as chosen above."
)
PICTURE_WORDS = _(
    "I took this picture or may pass it on, and everybody who can be recognised agrees that it is shown."
)
CONSENT_WORDS = _(
    "I agree to this nomination, and that the story and the pictures chosen here may be published "
    "with my name as chosen."
)
INVITED_AN_HOUR = 3  # messages to one nominee's number


class TellingForm(ResidentForm):
    """Who is nominated, and why. `categories` are choices of (uid, title); with one there is nothing to choose."""

    whom = forms.ChoiceField(label=_("Whom do you nominate?"), choices=WHOM, widget=forms.RadioSelect)
    category = forms.ChoiceField(label=_("Category"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label=_("Who or what is it?"), choices=EntryPage.Kind.choices, widget=forms.RadioSelect
    )
    nominee = forms.CharField(
        label=_("Name of the nominee"),
        max_length=60,
        required=False,
        help_text=_("A person, family, organisation or place. Empty: your own name."),
    )
    nominee_phone = PhoneField(
        label=_("Mobile number of the nominee"),
        required=False,
        help_text=_(
            "Only for somebody else: they get a message and are asked whether they agree. "
            "For an organisation or place, of whoever speaks for it."
        ),
    )
    story = forms.CharField(
        label=_("What they do, and why it deserves to be known"),
        min_length=30,
        max_length=3000,
        widget=forms.Textarea({"rows": "8"}),
        error_messages={"min_length": _("Please tell a little more: at least thirty characters.")},
    )
    naming = forms.ChoiceField(
        label=_("How your name is shown, if you nominate yourself"),
        choices=Nomination.Naming.choices,
        initial=Nomination.Naming.MASKED,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, categories: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = categories  # type: ignore[attr-defined]
        self.only = categories[0][0] if len(categories) == 1 else ""
        if self.only:
            del self.fields["category"]

    def clean_nominee(self) -> str:
        return " ".join(self.cleaned_data["nominee"].split())

    def clean(self) -> dict[str, Any]:
        """Somebody else has a name, and a number to be asked at."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("whom") == "other":
            for name, words in (
                ("nominee", _("Please say who is nominated.")),
                ("nominee_phone", _("Without a number we can’t ask the nominee for consent.")),
            ):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, words)
        elif (
            cleaned.get("kind") not in (None, EntryPage.Kind.PERSON)
            and not cleaned.get("nominee")
            and "nominee" not in self.errors
        ):
            self.add_error("nominee", _("Please give the name of the organisation, group or place."))
        return cleaned

    def told(self, name: str, phone: str) -> Told:
        """What the sender, of this name and phone, told."""
        data = self.cleaned_data
        is_self = data["whom"] == "self"
        return Told(
            name=name,
            phone=phone,
            is_self=is_self,
            category=UUID(data.get("category") or self.only),
            words=str(PUBLISH_WORDS) if is_self else "",
            on_behalf=data.get("on_behalf", ""),
            **{each: data[each] for each in ("kind", "nominee", "nominee_phone", "story", "naming")},
        )


class NominationForm(GuardedForm, TellingForm):
    rule = protection.Rule("nomination", of_phone=10)
    field_order = [*TellingForm.base_fields, "name", "on_behalf", "record", "publish"]

    name = forms.CharField(
        label=_("Your name"), max_length=60, widget=forms.TextInput({"autocomplete": "name"})
    )
    on_behalf = forms.CharField(
        label=_("Organisation in whose name you nominate"),
        required=False,
        max_length=100,
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
    record = forms.BooleanField(
        label=RECORD_WORDS, error_messages={"required": _("Without this we can’t take the nomination.")}
    )
    publish = forms.BooleanField(
        label=PUBLISH_WORDS, required=False, help_text=_("Needed where you nominate yourself.")
    )

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_publish(self) -> bool:
        if self.cleaned_data.get("whom") == "self" and not self.cleaned_data["publish"]:
            raise forms.ValidationError(
                _("Without this nobody would hear of it: please agree, or don’t send it.")
            )
        return self.cleaned_data["publish"]

    def clean(self) -> dict[str, Any]:
        """An invitation counts, so it comes last."""
        cleaned = super().clean()
        phone = cleaned.get("nominee_phone")
        if cleaned.get("whom") == "other" and not self.errors and phone and not may_be_invited(phone):
            self.add_error(
                "nominee_phone",
                _("This number got several invitations within the hour. Please try again later."),
            )
        return cleaned

    def agreed(self) -> dict[str, str | None]:
        publish = str(PUBLISH_WORDS) if self.cleaned_data["publish"] else None
        return {RECORD: str(RECORD_WORDS), PUBLISH: publish}


class PictureForm(ResidentForm):
    """One picture at a time: what is wrong with one costs none of the others."""

    picture = forms.FileField(
        label=_("Picture"),
        help_text=_("JPEG, PNG, WebP, AVIF or HEIC, at most 20 MB. The place where it was taken is removed."),
        widget=forms.FileInput({"accept": "image/*"}),
        error_messages={"required": _("Choose a picture.")},
    )
    description = forms.CharField(
        label=_("What it shows"), max_length=120, help_text=_("For those who don’t see it.")
    )
    agreed = forms.BooleanField(
        label=PICTURE_WORDS, error_messages={"required": _("Without this the picture can’t be taken.")}
    )

    def clean_picture(self) -> pictures.Picture:
        sent = self.cleaned_data["picture"]
        if sent.size > pictures.MOST_BYTES:
            raise pictures.PictureError("too_heavy")
        return pictures.clean(sent.read(), longest=1600)  # as wide as public pictures are


class ConsentForm(ResidentForm):
    """What the nominee says."""

    naming = forms.ChoiceField(
        label=_("How your name is shown"), choices=Nomination.Naming.choices, widget=forms.RadioSelect
    )
    pictures = forms.MultipleChoiceField(
        label=_("Pictures that may be shown"), required=False, widget=forms.CheckboxSelectMultiple
    )
    agreed = forms.BooleanField(
        label=CONSENT_WORDS,
        error_messages={"required": _("Tick this if you agree, or choose “I do not agree”.")},
    )

    def __init__(self, *args: Any, shown: list[tuple[str, str]], is_person: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pictures"].choices = shown  # type: ignore[attr-defined]
        if not shown:
            del self.fields["pictures"]
        if not is_person:
            del self.fields["naming"]


def may_be_invited(phone: str) -> bool:
    """Count an invitation to a number. Returns whether it doesn't get too many."""
    return limits.within("nomination:invited", phone, INVITED_AN_HOUR)
