"""Forms of residents: guarded against robots, and told as plain data to the public site's templates."""

from typing import Any, ClassVar

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from cms.core.documents import Data
from cms.intake import protection
from cms.intake.rules import normal_phone

REFUSALS = {
    "trap": _(
        "Something in your browser filled in a field that stays empty. Please send the form once more."
    ),
    "soon": _("That was very quick. Please wait ten seconds, then send the form again."),
    "late": _("The form was open for a long time. Please look through it and send it again."),
    "often": _("Too many forms came from your network within the hour. Please try again later, or call us."),
    "phone": _("This number was used too often within the hour. Please try again later, or call us."),
}
# What is no <input> of the type that Django says.
KINDS: dict[type, str] = {
    forms.Textarea: "textarea",
    forms.CheckboxSelectMultiple: "checkboxes",
    forms.RadioSelect: "radios",
    forms.Select: "select",
    forms.DateInput: "date",
}


class PhoneField(forms.CharField):
    """A mainland mobile number, in whatever way it is written; gives eleven digits."""

    def __init__(self, **options: Any) -> None:
        attributes = {"autocomplete": "tel", "inputmode": "tel", "type": "tel"}
        super().__init__(max_length=30, widget=forms.TextInput(attributes), **options)

    def clean(self, value: Any) -> str:
        written = super().clean(value)
        phone = normal_phone(written)
        if written and not phone:
            raise forms.ValidationError(
                _("Enter a mobile number of mainland China with eleven digits, such as 138 0013 8000.")
            )
        return phone


class ResidentForm(forms.Form):
    """A form of the public site. `shown` is what components/form.html renders."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """What is missing or too long is told by its name: in the summary several stand together."""
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            name = str(field.label).replace("%", "%%")
            field.error_messages["max_length"] = _(
                "“{name}”: at most %(limit_value)d characters, please; these are %(show_value)d."
            ).format(name=name)
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = _("Please fill in: %(name)s") % {"name": field.label}

    def shown(self) -> Data:
        """{"fields": {name: field}, "errors": [{"id", "message"}]}, errors in the order of the fields."""
        fields = {bound.name: _shown_field(bound) for bound in self.visible_fields()}
        about_all = [{"id": "", "message": str(message)} for message in self.non_field_errors()]
        about_fields = [
            {"id": field["first"], "message": field["errors"][0]}
            for field in fields.values()
            if field["errors"]
        ]
        return {"fields": fields, "errors": [*about_all, *about_fields]}


class GuardedForm(ResidentForm):
    """A form that anybody may send. A subclass says by `rule` how often; with a field `phone` this counts too.

    `address` is where the request comes from, see `cms.intake.addresses`.
    """

    rule: ClassVar[protection.Rule]

    def __init__(self, *args: Any, address: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.address = address

    def clean(self) -> Data:
        """What is wrong in a field is said first, and doesn't count."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and (why := self._refusal(cleaned)):
            raise forms.ValidationError(REFUSALS[why], code=why)
        return cleaned

    def shown(self) -> Data:
        return {**super().shown(), "guard": self._guard()}

    def _guard(self) -> Data:
        """A form that comes back keeps its ticket: what was waited counts."""
        ticket = self.data.get("ticket", "")
        if not protection.is_valid(self.rule, ticket):
            ticket = protection.new_ticket(self.rule)
        return {"ticket": ticket, "trap": protection.TRAP, "bits": protection.BITS}

    def _refusal(self, cleaned: Data) -> protection.Refusal | None:
        return protection.refusal(
            self.rule,
            ticket=self.data.get("ticket", ""),
            proof=self.data.get("proof", ""),
            trap=self.data.get(protection.TRAP, ""),
            address=self.address,
            phone=cleaned.get("phone", ""),
        )


def _shown_field(bound: BoundField) -> Data:
    widget = bound.field.widget
    kind = KINDS.get(type(widget)) or getattr(widget, "input_type", "text")
    value = bound.value()
    choices = _choices(bound, value) if kind in ("checkboxes", "radios", "select") else []
    group = kind in ("checkboxes", "radios")
    return {
        "name": bound.html_name,
        "id": f"id_{bound.html_name}",
        "first": f"id_{bound.html_name}_0" if group else f"id_{bound.html_name}",
        "kind": kind,
        "label": str(bound.label),
        "help": str(bound.help_text),
        "required": bound.field.required,
        "errors": [str(message) for message in bound.errors],
        "value": "" if value is None or choices else value,
        "choices": choices,
        "attributes": _attributes(bound),
    }


def _choices(bound: BoundField, value: Any) -> list[Data]:
    chosen = {str(each) for each in value} if isinstance(value, (list, tuple, set)) else {str(value or "")}
    return [
        {"value": str(key), "label": str(label), "chosen": str(key) in chosen}
        for key, label in bound.field.choices  # type: ignore[attr-defined]
    ]


def _attributes(bound: BoundField) -> dict[str, str]:
    """What the input says of itself beside its name, kind and value. A long text is not cut without a word: it
    comes back with a message.
    """
    widget = bound.field.widget
    longest = None if isinstance(widget, forms.Textarea) else getattr(bound.field, "max_length", None)
    known = {name: value for name, value in widget.attrs.items() if name != "maxlength"} | {
        "maxlength": longest
    }
    shown = ("autocomplete", "inputmode", "maxlength", "min", "max", "rows", "accept", "pattern")
    return {name: str(known[name]) for name in shown if known.get(name) not in (None, "")}
