"""A column for what is nobody's business but the person's and the office's."""

from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.models import Expression
from django.db.models.lookups import IsNull

from cms.intake import secrecy


class PersonalField(models.TextField):
    """A text that is encrypted in the database. It can't be searched: look people up by the hash beside it."""

    def get_prep_value(self, value: Any) -> Any:
        return secrecy.encrypt(value) if isinstance(value, str) else value

    def from_db_value(self, value: str | None, _expression: Expression, _connection: Any) -> str | None:
        return secrecy.decrypt(value) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != IsNull.lookup_name:
            raise FieldError(f"{self.name} is encrypted and can't be filtered by; use its hash")
        return super().get_lookup(lookup_name)
