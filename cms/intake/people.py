"""The people who sent something: kept once, emptied together with all that tells of them."""

from datetime import datetime
from typing import Any, ClassVar, Self

from django.apps import apps
from django.db import models, transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.intake import secrecy
from cms.intake.fields import PersonalField
from cms.intake.rules import masked_email, masked_name, masked_phone

# People are about to be emptied, in the same transaction. Sent with `people`, their keys: who made something public of
# them takes it down. What is kept of a campaign that is long over is emptied before and not told of.
forgetting = Signal()


class PersonQuerySet(models.QuerySet):
    def with_phone(self, phone: str) -> Self:
        """All who gave this number: a family may share one."""
        return self.filter(phone_hash__in=secrecy.lookups(phone))

    def found_by(self, text: str) -> Self:
        """Who has exactly this name, number or address."""
        hashes = secrecy.lookups(text)
        return self.filter(
            models.Q(phone_hash__in=hashes) | models.Q(email_hash__in=hashes) | models.Q(name_hash__in=hashes)
        )


class Person(models.Model):
    """Somebody, by name and phone. Once emptied (`forgotten_at`) the row stays, so that sums stay true."""

    name = PersonalField(_("name"), blank=True)
    phone = PersonalField(_("mobile number"), blank=True)
    email = PersonalField(_("e-mail"), blank=True)
    name_hash = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    phone_hash = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    email_hash = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    created_at = models.DateTimeField(_("known since"), default=timezone.now, editable=False)
    forgotten_at = models.DateTimeField(_("emptied"), null=True, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                fields=["phone_hash", "name_hash"],
                condition=models.Q(forgotten_at=None) & ~models.Q(phone_hash=""),
                name="person_once_by_phone_and_name",
            )
        ]

    def __str__(self) -> str:
        return f"{self.masked_name} {self.masked_phone}".strip() or str(self.pk)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.hash()
        if (fields := kwargs.get("update_fields")) is not None:
            hashed = (f"{name}_hash" for name in personal_fields(Person) if name in fields)
            kwargs["update_fields"] = {*fields, *hashed}
        super().save(*args, **kwargs)

    def hash(self) -> None:
        """Compute what the person is looked up by."""
        for name in personal_fields(Person):
            setattr(self, f"{name}_hash", secrecy.lookup(getattr(self, name)))

    @property
    def masked_name(self) -> str:
        return masked_name(self.name)

    @property
    def masked_phone(self) -> str:
        return masked_phone(self.phone)

    @property
    def masked_email(self) -> str:
        return masked_email(self.email)


class OfPerson(models.Model):
    """What is kept of a person, and emptied with them."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="%(class)ss")

    rekeyed: ClassVar[tuple[str, ...]] = ()  # the columns, besides personal ones, that `rekey` writes
    rewritten_at_once: ClassVar[int] = 500  # rows in memory when keys change; fewer where they are large

    class Meta:
        abstract = True

    def rekey(self) -> None:
        """Compute anew what depends on the key, when there is a new one."""

    @classmethod
    def emptied_with(cls, _now: datetime) -> dict[str, Any]:
        """The values that fields get when the person is emptied at this moment; the personal ones are among them."""
        return dict.fromkeys(personal_fields(cls), "")

    @classmethod
    def needed(cls) -> models.QuerySet:
        """The rows for whose sake their person is kept: all, unless a kind says otherwise."""
        return cls._default_manager.all()

    @classmethod
    def empty(cls, rows: models.QuerySet, now: datetime) -> None:
        """Empty rows of this kind: those of people who are emptied at this moment."""
        if emptied := cls.emptied_with(now):
            rows.update(**emptied)


def personal_fields(model: type[models.Model]) -> list[str]:
    """The names of a model's encrypted columns."""
    return [field.name for field in model._meta.concrete_fields if isinstance(field, PersonalField)]


def held(besides: str = "") -> models.QuerySet[Person]:
    """The people of whom anything is needed still, `besides` what one app keeps of them."""
    kinds = [model for model in apps.get_models() if issubclass(model, OfPerson)]
    kept = models.Q(pk__in=[])
    for kind in kinds:
        if kind._meta.app_label != besides:
            kept |= models.Q(pk__in=kind.needed().values("person"))
    return Person.objects.filter(kept)


def forget(people: models.QuerySet[Person]) -> int:
    """Empty people and all that tells of them; what was counted stays. Returns how many."""
    keys = list(people.filter(forgotten_at=None).values_list("pk", flat=True))
    hashes = {f"{name}_hash": "" for name in personal_fields(Person)}
    now = timezone.now()
    with transaction.atomic():
        forgetting.send(sender=Person, people=keys)
        for model in apps.get_models():
            if issubclass(model, OfPerson):
                model.empty(model._default_manager.filter(person__in=keys), now)
        Person.objects.filter(pk__in=keys).update(
            **dict.fromkeys(personal_fields(Person), ""), **hashes, forgotten_at=now
        )
    return len(keys)


def person_of(name: str, phone: str) -> Person:
    """The person of a name and a phone, locked; made where there is none, also where two forms come at once."""
    known = Person.objects.select_for_update().with_phone(phone).found_by(name)
    if not known.exists():
        fresh = Person(name=name, phone=phone)
        fresh.hash()
        Person.objects.bulk_create([fresh], ignore_conflicts=True)
    return known.get()
