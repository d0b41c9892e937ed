"""The users of the admin, with the organisations that they work for."""

from typing import Any

from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.log_actions import LogActionRegistry, LogFormatter, log
from wagtail.users.forms import UserCreationForm, UserEditForm
from wagtail.users.views.users import CreateView, EditView, IndexView, UserViewSet

from cms.core.membership import Membership
from cms.core.organisations import Organisation

MEMBERSHIP = "core.membership"
NOBODY = "–"


class StaffForm(forms.Form):
    """The field that both forms of a user get. `moved` holds what was said before and after, once it is saved."""

    organisations = forms.ModelMultipleChoiceField(
        label=_("Works for"),
        queryset=Organisation.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Pages in the name of these and of the bodies below them are theirs to work on, no others. "
            "None: whatever their roles give them."
        ),
    )

    def keep(self, user: Any, by: Any) -> None:
        """Make the memberships of a user what the form says, and tell it in the user's history."""
        wanted = set(self.cleaned_data.get("organisations", []))
        held = {membership.organisation for membership in user.memberships.select_related("organisation")}
        if "organisations" not in self.fields or wanted == held:
            return
        user.memberships.exclude(organisation__in=wanted).delete()
        Membership.objects.bulk_create(
            Membership(user=user, organisation=organisation) for organisation in wanted - held
        )
        data = {"before": _names(held), "after": _names(wanted)}
        log(instance=user, action=MEMBERSHIP, user=by, data=data)


class StaffCreationForm(StaffForm, UserCreationForm):
    pass


class StaffEditForm(StaffForm, UserEditForm):
    """Nobody changes what they themselves work for."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        editing_self = kwargs.get("editing_self", False)
        super().__init__(*args, **kwargs)
        if editing_self and not self.instance.is_superuser:
            del self.fields["organisations"]
        else:
            members = self.instance.memberships.values_list("organisation", flat=True)
            self.initial["organisations"] = list(members)


class KeepMemberships:
    """The view of such a form: saves the memberships with the user."""

    request: Any
    form: StaffForm

    @transaction.atomic
    def save_instance(self) -> Any:
        user = super().save_instance()  # type: ignore[misc]
        self.form.keep(user, by=self.request.user)
        return user


class StaffCreateView(KeepMemberships, CreateView):
    pass


class StaffEditView(KeepMemberships, EditView):
    pass


class StaffIndexView(IndexView):
    @cached_property
    def columns(self) -> list[Column]:
        works_for = Column("works_for", label=_("Works for"), accessor=_works_for, width="15%")
        return [*super().columns[:3], works_for, *super().columns[3:]]

    def get_base_queryset(self) -> QuerySet[Any]:
        return super().get_base_queryset().prefetch_related("memberships__organisation")


class StaffViewSet(UserViewSet):
    index_view_class = StaffIndexView
    add_view_class = StaffCreateView
    edit_view_class = StaffEditView
    create_template_name = "core/users/create.html"
    edit_template_name = "core/users/edit.html"

    def get_form_class(self, for_update: bool = False) -> type[StaffForm]:
        return StaffEditForm if for_update else StaffCreationForm


class MembershipFormatter(LogFormatter):
    """`data` is {"before": ["…街道"], "after": ["…社区"]}."""

    label = _("Change whom they work for")

    def format_message(self, log_entry: Any) -> str:
        before, after = (_("; ").join(log_entry.data[name]) or NOBODY for name in ("before", "after"))
        return _("Works for: %(value)s") % {"value": f"{before} → {after}"}


def register(actions: LogActionRegistry) -> None:
    """Name the action that is logged here."""
    actions.register_action(MEMBERSHIP)(MembershipFormatter)


def _works_for(user: Any) -> str:
    return str(_("; ")).join(str(membership.organisation) for membership in user.memberships.all())


def _names(organisations: set[Organisation]) -> list[str]:
    return sorted(str(organisation) for organisation in organisations)
