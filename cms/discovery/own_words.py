"""The office's own words for search: names that no dictionary has, and words that mean the same."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import RevisionMixin

from search.api import is_name, key_of

SEPARATORS = re.compile(r"[\n,，、;；]+")
MOST_WORDS, LONGEST_WORD = 20, 40


class OwnName(RevisionMixin, models.Model):
    """A name that search takes for one word, such as that of a community."""

    name = models.CharField(
        _("name"),
        max_length=24,
        help_text=_("Chinese characters only, 2 to 24, such as the name of a community or a brand."),
    )
    key = models.CharField(max_length=24, unique=True, editable=False)
    note = models.CharField(_("note for staff"), max_length=200, blank=True)

    panels = ["name", "note"]

    class Meta:
        verbose_name = _("own name")
        verbose_name_plural = _("own names")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.key = key_of(self.name)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        self.key = key_of(self.name)
        if not is_name(self.key):
            raise ValidationError({"name": _("Write a name of 2 to 24 Chinese characters without spaces.")})
        if OwnName.objects.filter(key=self.key).exclude(pk=self.pk).exists():
            raise ValidationError({"name": _("This name is in the list already.")})


class Synonyms(RevisionMixin, models.Model):
    """Words that mean the same: a query with one of them finds documents with any."""

    words = models.TextField(
        _("words that mean the same"),
        help_text=_("One in each line, or with commas between: 养老金, 退休金. Chinese or English."),
    )
    note = models.CharField(_("note for staff"), max_length=200, blank=True)

    panels = ["words", "note"]

    class Meta:
        verbose_name = _("group of synonyms")
        verbose_name_plural = _("synonyms")
        ordering = ["words"]

    def __str__(self) -> str:
        return gettext(", ").join(self.said)

    @property
    def said(self) -> list[str]:
        """The words of the group."""
        return [word.strip() for word in SEPARATORS.split(self.words) if word.strip()]

    def clean(self) -> None:
        """Raises ValidationError for a group that would do nothing, or more than is meant."""
        keys = {key_of(word): word for word in self.said}
        too_long = [word for word in self.said if len(word) > LONGEST_WORD]
        too_short = [word for key, word in keys.items() if len(key) < 2]
        if too_long or too_short:
            problem = _("“%(word)s” can't be a synonym: write 2 to 40 letters or characters.")
            raise ValidationError({"words": problem % {"word": (too_long + too_short)[0][:LONGEST_WORD]}})
        if not 2 <= len(keys) <= MOST_WORDS:
            raise ValidationError({"words": _("Write 2 to 20 different words.")})
        for other in Synonyms.objects.exclude(pk=self.pk):
            for word in other.said:
                if key_of(word) in keys:
                    problem = _("“%(word)s” is in another group already: add the words there.")
                    raise ValidationError({"words": problem % {"word": word}})


class GivenName(models.Model):
    """A name that the documents which hold it were indexed with."""

    name = models.CharField(max_length=24, primary_key=True)

    def __str__(self) -> str:
        return self.name
