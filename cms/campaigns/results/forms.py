"""The form of an objection."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.campaigns.results.models import Objection
from cms.campaigns.results.objecting import Told
from cms.intake.forms import GuardedForm, PhoneField
from cms.intake.protection import Rule

SHORTEST, LONGEST = 10, 2000


class ObjectionForm(GuardedForm):
    rule = Rule("objection", of_address=30, without_proof=10, of_phone=5)

    about = forms.ChoiceField(
        label=_("What you object to"), choices=Objection.About.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("Your objection"),
        min_length=SHORTEST,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 8}),
        help_text=_("Say which entry you mean, what is wrong and how you know."),
    )
    name = forms.CharField(
        label=_("Your name"), max_length=60, widget=forms.TextInput({"autocomplete": "name"})
    )
    phone = PhoneField(
        label=_("Your mobile number"),
        help_text=_(
            "For questions, and to tell you of the answer. Only the office sees it, and it is kept encrypted."
        ),
    )

    def told(self) -> Told:
        return Told(**{name: self.cleaned_data[name] for name in Told._fields})
