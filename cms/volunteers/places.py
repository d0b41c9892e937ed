"""The places of a shift, and who has them: rows of their own, for a page is written anew with every draft.

A place is a row that one application at most points to. So the database itself keeps a shift from holding more people
than places. Whoever gives a place away locks the shift's roster first, and arrivals are counted under that lock. See
docs/adr/0021-places-and-waiting-lists.md.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.core.bilingual import Bilingual
from cms.core.clock import day_of, written
from cms.core.documents import Data
from cms.core.models import Organisation
from cms.volunteers.people import Volunteer
from cms.volunteers.training import Training, lacking


class Roster(Bilingual):
    """A shift as it is kept for those who serve in it: one for all languages of its recruitment.

    `uid` is the shift's, `call` the recruitment's translation key. What is copied here is of the last publish, and
    the words of the last in each language. A date of a training is one as well: `call` is the training's `uid`.
    """

    uid = models.UUIDField(primary_key=True)
    call = models.UUIDField(db_index=True)
    title_zh = models.CharField(_("recruitment in Chinese"), max_length=255, blank=True)
    title_en = models.CharField(_("recruitment in English"), max_length=255, blank=True)
    issuer = models.ForeignKey(
        Organisation, verbose_name=_("issuer"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    starts_at = models.DateTimeField(_("starts"), db_index=True)
    ends_at = models.DateTimeField(_("ends"))
    place_zh = models.CharField(_("place in Chinese"), max_length=150, blank=True)
    place_en = models.CharField(_("place in English"), max_length=150, blank=True)
    removed_at = models.DateTimeField(_("taken out"), null=True, blank=True)
    needs = models.ForeignKey(
        Training, verbose_name=_("training needed"), null=True, on_delete=models.PROTECT, related_name="+"
    )
    teaches = models.ForeignKey(
        Training,
        verbose_name=_("training given"),
        null=True,
        on_delete=models.PROTECT,
        related_name="sessions",
    )
    is_decided_on = models.BooleanField(_("applications are decided on"), default=False)

    class Meta:
        verbose_name = _("shift with its people")
        verbose_name_plural = _("shifts with their people")
        ordering = ["starts_at", "uid"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="roster_ends_after_start")
        ]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.starts_at):%Y-%m-%d %H:%M} {self.title}"

    @property
    def title(self) -> str:
        """The recruitment's, in the reader's language."""
        return self.said("title", get_language())

    @property
    def place(self) -> str:
        """Where it takes place, in the reader's language."""
        return self.said("place", get_language())

    def lacking(self, volunteers: Iterable[int]) -> set[int]:
        """Which of these volunteers (their keys) lack the training that is needed, on the day of the shift."""
        return lacking(self.needs_id, day_of(self.starts_at), volunteers)


class Place(models.Model):
    """One place of a shift."""

    roster = models.ForeignKey(Roster, on_delete=models.CASCADE, related_name="places")
    number = models.PositiveSmallIntegerField(_("number"))

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["roster", "number"]
        constraints = [models.UniqueConstraint(fields=["roster", "number"], name="place_once_in_a_roster")]

    def __str__(self) -> str:
        return f"{self.roster_id} {self.number}"


class ApplicationQuerySet(models.QuerySet):
    def standing(self) -> Self:
        """Those that hold a place, wait for one, or for a decision."""
        return self.filter(state__in=Application.STANDING)

    def waiting(self) -> Self:
        """The waiting lists, each in order of arrival."""
        return self.filter(state=Application.State.WAITING).order_by("pk")


class Application(models.Model):
    """Somebody wants to serve in a shift. Rows come in order of arrival and never go; another try is another row."""

    class State(models.TextChoices):
        ASKED = "asked", _("To be decided on")
        WAITING = "waiting", _("Waiting")
        OFFERED = "offered", _("Place offered")
        CONFIRMED = "confirmed", _("Has a place")
        CANCELLED = "cancelled", _("Cancelled")
        DECLINED = "declined", _("Declined")
        LAPSED = "lapsed", _("Lapsed")

    HOLDING = (State.OFFERED, State.CONFIRMED)
    STANDING = (State.ASKED, State.WAITING, *HOLDING)

    roster = models.ForeignKey(Roster, on_delete=models.PROTECT, related_name="applications")
    volunteer = models.ForeignKey(Volunteer, on_delete=models.PROTECT, related_name="applications")
    state = models.CharField(_("state"), max_length=10, choices=State)
    held = models.OneToOneField(
        Place,
        verbose_name=_("place"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="application",
    )
    applied_at = models.DateTimeField(_("applied"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)
    offer_until = models.DateTimeField(_("offered until"), null=True, blank=True)
    locale = models.CharField(_("language"), max_length=10)
    message = models.CharField(_("message"), max_length=300, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["roster", "volunteer"],
                condition=Q(state__in=("asked", "waiting", "offered", "confirmed")),
                name="stands_once_in_a_shift",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("offered", "confirmed"), held__isnull=False)
                | Q(state__in=("asked", "waiting", "cancelled", "declined", "lapsed"), held=None),
                name="who_holds_a_place_has_one",
            ),
            models.CheckConstraint(
                condition=Q(state="offered", offer_until__isnull=False)
                | (~Q(state="offered") & Q(offer_until=None)),
                name="an_offer_has_an_end",
            ),
        ]
        indexes = [
            models.Index(fields=["roster", "state"], name="application_roster_state"),
            models.Index(fields=["offer_until"], name="application_offer"),
        ]

    def __str__(self) -> str:
        return f"{self.roster_id} {self.volunteer_id} {self.state}"

    @property
    def told(self) -> str:
        """The state in words: of a shift that is over, nobody has a place any more."""
        had = self.state == self.State.CONFIRMED and self.roster.ends_at <= timezone.now()
        return str(_("Had a place") if had else self.get_state_display())

    @property
    def stands(self) -> bool:
        return self.state in self.STANDING


def held_places(rosters: list[UUID]) -> dict[UUID, int]:
    """{shift's uid: places that somebody holds}, in one query."""
    rows = Place.objects.filter(roster__in=rosters).exclude(application=None)
    return dict(rows.order_by().values_list("roster").annotate(Count("pk")))


def free_places(rosters: list[UUID]) -> dict[UUID, int]:
    """{shift's uid: places that nobody holds}, in one query."""
    rows = Place.objects.filter(roster__in=rosters, application=None)
    return dict(rows.order_by().values_list("roster").annotate(Count("pk")))


def people_waiting(rosters: list[UUID]) -> dict[UUID, int]:
    """{shift's uid: how many wait}, in one query."""
    rows = Application.objects.filter(roster__in=rosters, state=Application.State.WAITING)
    return dict(rows.order_by().values_list("roster").annotate(Count("pk")))


def starts_of_trainings(trainings: Iterable[int | None]) -> list[datetime]:
    """When the dates of trainings (their keys) begin: then they are shown no more."""
    keys = [key for key in trainings if key is not None]
    return list(Roster.objects.filter(teaches__in=keys).values_list("starts_at", flat=True)) if keys else []


def shown_trainings(trainings: Iterable[int | None], locale: str, now: datetime) -> list[Data]:
    """Trainings (their keys) with the dates to come, as documents hold them; the places are all that there are."""
    keys = {key for key in trainings if key is not None}
    if not keys:
        return []
    sessions = Roster.objects.filter(teaches__in=keys, starts_at__gt=now, removed_at=None)
    places = dict(sessions.order_by().values_list("pk").annotate(Count("places")))
    return [
        {
            "id": each.pk,
            "name": each.said("name", locale),
            "months": each.months,
            "sessions": [
                _shown_session(row, locale) | {"places": places[row.pk]}
                for row in sessions
                if row.teaches_id == each.pk
            ],
        }
        for each in Training.objects.filter(pk__in=keys)
    ]


def _shown_session(session: Roster, locale: str) -> Data:
    return {
        "starts_at": written(session.starts_at),
        "ends_at": written(session.ends_at),
        "place": session.said("place", locale),
    }
