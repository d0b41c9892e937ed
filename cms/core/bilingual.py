"""Words that are the same object in both languages, such as an organisation's name."""

from django.db import models


class Bilingual(models.Model):
    """Gives `said("name", locale)` over the fields name_zh and name_en; an empty one is answered by the other."""

    class Meta:
        abstract = True

    def said(self, field: str, locale: str) -> str:
        zh, en = getattr(self, f"{field}_zh"), getattr(self, f"{field}_en")
        return (en or zh) if locale == "en" else (zh or en)
