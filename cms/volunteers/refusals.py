"""Why somebody can't come to a shift, in the reader's language."""

from django.utils.translation import gettext as _

from cms.volunteers.services import Reason


def refusal(reason: Reason, *, of_another: bool = False) -> str:
    """A reason in words: for whom it concerns, or for whoever signs another up."""
    words = {
        "past": _("This shift has begun already."),
        "closed": _("One can’t sign up for this any more."),
        "age": _("The age that is asked for does not fit the year of birth."),
        "overlap": _("It is at the same time as another shift of yours."),
        "training": _(
            "It needs a training that you did not take part in, or that no longer counts on that day. Take part in it "
            "first: the dates stand with the recruitment and under “My service”."
        ),
    }
    if of_another and reason == "overlap":
        return _("It is at the same time as another shift of this volunteer.")
    return words[reason]
