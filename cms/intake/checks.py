"""Rules about personal data that people could forget."""

from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.core import checks
from django.core.checks import CheckMessage, Error, Tags, register

from cms.intake.people import OfPerson, Person, personal_fields


@register(Tags.models)
def personal_fields_are_of_a_person(**_options: Any) -> list[CheckMessage]:
    """A deletion request empties people and what is `OfPerson`; personal data elsewhere would stay."""
    return [
        Error(
            f"{model.__name__} has encrypted fields and is not OfPerson.",
            hint="Derive it from cms.intake.people.OfPerson, so that it is emptied with the person.",
            obj=model,
            id="intake.E001",
        )
        for model in apps.get_models()
        if personal_fields(model) and model is not Person and not issubclass(model, OfPerson)
    ]


@register(Tags.security)
def codes_have_a_way(**_options: Any) -> list[CheckMessage]:
    """The sender of codes is one that there is."""
    way = settings.CODE_SENDER
    if way == "console" or way.startswith("mailto:") or urlsplit(way).scheme in ("http", "https"):
        return []
    return [
        Error(
            f"LINLI_CODES is {way!r}.",
            hint="console, mailto:… or https://…, see docs/operators.md.",
            id="intake.E002",
        )
    ]


@register(Tags.security, deploy=True)
def codes_reach_residents(**_options: Any) -> list[CheckMessage]:
    """Residents do not read the program's log."""
    if settings.CODE_SENDER != "console":
        return []
    return [
        checks.Warning(
            "Codes for residents are only written into the log.", hint="Set LINLI_CODES.", id="intake.W001"
        )
    ]
