"""What volunteers are asked for."""

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.intake import protection
from cms.intake.forms import GuardedForm, PhoneField, ResidentForm
from cms.volunteers import rules
from cms.volunteers.people import MENTION, RECORD, Volunteer
from cms.volunteers.services import Particulars

TIMES = [
    ("weekday_mornings", _("Mornings from Monday to Friday")),
    ("weekday_afternoons", _("Afternoons from Monday to Friday")),
    ("evenings", _("Evenings")),
    ("weekends", _("Weekends and holidays")),
]
ABILITIES = [
    ("first_aid", _("First aid")),
    ("care", _("Looking after people")),
    ("teaching", _("Teaching")),
    ("languages", _("Foreign or sign language")),
    ("computers", _("Computers and telephones")),
    ("repairs", _("Repairs and crafts")),
    ("cooking", _("Cooking")),
    ("arts", _("Music, arts, photography")),
    ("driving", _("Driving")),
    ("law", _("Law and advice")),
]
UNKNOWN = {"invalid_choice": _("“%(value)s” is none of the choices.")}  # a workbook has words of its own
RECORD_WORDS = _(
    "I agree that the office keeps what I state here, and records my training and hours, to organise this service. "
    "I may take this back at any time."
)
MENTION_WORDS = _("My name may be mentioned in public, for instance on an honour roll.")


class ParticularsForm(ResidentForm):
    """Who somebody is. The phone is proved and not asked for."""

    name = forms.CharField(
        label=_("Your name"), max_length=60, widget=forms.TextInput({"autocomplete": "name"})
    )
    birth_year = forms.IntegerField(
        label=_("Year of birth"),
        help_text=_("Four digits. We need no identity number."),
        widget=forms.TextInput({"autocomplete": "bday-year", "inputmode": "numeric", "maxlength": "4"}),
    )
    email = forms.EmailField(
        label=_("E-mail"), required=False, widget=forms.EmailInput({"autocomplete": "email"})
    )
    abilities = forms.MultipleChoiceField(
        label=_("What you are good at"),
        choices=ABILITIES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=UNKNOWN,
    )
    skills = forms.CharField(
        label=_("What else you are good at"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": "3"}),
    )
    availability = forms.MultipleChoiceField(
        label=_("When you have time"),
        choices=TIMES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages=UNKNOWN,
    )
    guardian_name = forms.CharField(
        label=_("Name of a parent or guardian"),
        required=False,
        max_length=60,
        help_text=_("Only for volunteers under eighteen."),
    )
    guardian_phone = PhoneField(label=_("Mobile number of the parent or guardian"), required=False)
    mention = forms.BooleanField(label=MENTION_WORDS, required=False)

    GUARDIAN: ClassVar = ("guardian_name", "guardian_phone")

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_birth_year(self) -> int:
        year, today = self.cleaned_data["birth_year"], timezone.localdate()
        if not 5 <= today.year - year <= 110:
            raise forms.ValidationError(_("Enter the year in which you were born, such as 1968."))
        return year

    def clean(self) -> dict[str, Any]:
        """A minor needs somebody who answers for them; of others no guardian is kept."""
        cleaned = super().clean() or self.cleaned_data
        year = cleaned.get("birth_year")
        if year and not rules.is_minor(year, timezone.localdate()):
            cleaned |= dict.fromkeys(self.GUARDIAN, "")
        elif year:
            for name in self.GUARDIAN:
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Volunteers under eighteen need a parent or guardian."))
        return cleaned

    def told(self, phone: str) -> Particulars:
        """What was told, by the holder of a phone."""
        names = ("name", "birth_year", "email", "abilities", "skills", "availability", *self.GUARDIAN)
        return Particulars(phone=phone, **{name: self.cleaned_data[name] for name in names})

    def agreed(self) -> dict[str, str | None]:
        """What was agreed to: the words for each purpose, or None."""
        return {MENTION: str(MENTION_WORDS) if self.cleaned_data["mention"] else None}


class SignUpForm(GuardedForm, ParticularsForm):
    """Who, for which shifts. `shifts` are choices of (uid, words)."""

    rule = protection.Rule("volunteers", of_phone=20)
    field_order = ["shifts", *ParticularsForm.base_fields, "meets", "record", "mention"]

    shifts = forms.MultipleChoiceField(
        label=_("Shifts"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one shift.")},
    )
    meets = forms.BooleanField(
        label=_("I meet the requirements of this recruitment."),
        error_messages={"required": _("Please look at the requirements, and confirm that you meet them.")},
    )
    record = forms.BooleanField(
        label=RECORD_WORDS,
        error_messages={"required": _("Without this we can’t take your application.")},
    )

    def __init__(self, *args: Any, shifts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["shifts"].choices = shifts  # type: ignore[attr-defined]
        if len(shifts) == 1:
            self.initial.setdefault("shifts", [shifts[0][0]])

    def chosen(self) -> list[UUID]:
        return [UUID(uid) for uid in self.cleaned_data["shifts"]]

    def agreed(self) -> dict[str, str | None]:
        return {RECORD: str(RECORD_WORDS), **super().agreed()}


def known(volunteer: Volunteer, *, mention: bool) -> dict[str, Any]:
    """What a form begins with for somebody who was here before."""
    names = ("birth_year", "abilities", "skills", "availability", *ParticularsForm.GUARDIAN)
    told = {name: getattr(volunteer, name) for name in names}
    return {"name": volunteer.person.name, "email": volunteer.person.email, "mention": mention, **told}
