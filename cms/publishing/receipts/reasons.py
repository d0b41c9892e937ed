"""Why a change is not public as it should be, in the reader's language, and what can be done."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "not_made": _("A file of this change could not be made."),
    "missing": _("The public address answers “not found”."),
    "differs": _("The public address answers with something else than what was written."),
    "redirected": _("The public address leads elsewhere."),
    "refused": _("The public address answers with an error."),
    "still_there": _("An address that should be gone still answers."),
    "still_named": _("A page still links to what is gone."),
    "unreachable": _("The public address does not answer."),
    "slow": _("The public address takes too long to answer."),
    "certificate": _("The certificate of the public address is not trusted."),
}


def sentence(reason: str) -> str:
    """What a receipt's reason means; "" for none."""
    return str(REASONS.get(reason, reason))
