"""The form under "Was this page helpful?"."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.feedback.models import LONGEST, Feedback
from cms.intake.forms import GuardedForm
from cms.intake.protection import Rule


class FeedbackForm(GuardedForm):
    """`of_site`: no page is meant, but the whole site."""

    rule = Rule("feedback", of_address=60, without_proof=20)

    helped = forms.ChoiceField(
        label=_("Was this page helpful?"), choices=Feedback.Helped.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("What could be better?"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 5}),
        help_text=_(
            "Please write nothing about yourself or others, such as names or numbers. For an answer, call the office."
        ),
    )

    def __init__(self, *args: Any, of_site: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if of_site:
            self.fields["helped"].label = _("Was this site helpful?")
