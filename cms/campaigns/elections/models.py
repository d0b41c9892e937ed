"""Elections of neighbourhood committees: published here, never voted here."""

from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.search import index

from cms.campaigns.elections import rules
from cms.campaigns.elections.forms import IMPOSSIBLE, ElectionForm
from cms.campaigns.rules import Span, current, next_end
from cms.core.api_fields import writable
from cms.core.bilingual import in_language
from cms.core.clock import end_of, written, written_day
from cms.core.documents import Data
from cms.core.fulfilment import FULFILMENT_FIELDS, FULFILMENT_PANELS, Fulfilment
from cms.core.models import ArticlePage

OWN_FIELDS = ("committee", "posts", "method", "election_day", "contact")
LIST_FIELDS = ("list_place", "list_hours", "list_from", "list_until")
RESULT_FIELDS = ("result_on", "voters", "ballots_cast", "ballots_valid", "result_text", "names_until")


class ElectionPage(Fulfilment, ArticlePage):
    """An election of a neighbourhood committee, from the first step to the handover. Voting is on paper."""

    class Method(models.TextChoices):
        VOTERS = "voters", _("All voters")
        HOUSEHOLDS = "households", _("One representative of each household")
        REPRESENTATIVES = "representatives", _("Representatives of residents")

    document_type = "election"
    parent_page_types = ["home.SectionPage"]
    subpage_types: list[str] = []
    base_form_class = ElectionForm

    committee = models.CharField(_("committee that is elected"), max_length=150, blank=True)
    posts = models.CharField(
        _("posts"), max_length=200, blank=True, help_text=_("How many are elected for what.")
    )
    method = models.CharField(_("who votes"), max_length=20, choices=Method, default=Method.VOTERS.value)
    election_day = models.DateField(
        _("day of the vote"),
        null=True,
        blank=True,
        help_text=_(
            "An election without steps gets the usual ones, counted from this day, when it is saved."
        ),
    )
    contact = models.CharField(_("contact"), max_length=200, blank=True)

    list_place = models.CharField(
        _("where the voter list can be seen"),
        max_length=200,
        blank=True,
        help_text=_("The list itself, with names, never stands on this site."),
    )
    list_hours = models.CharField(_("when it can be seen"), max_length=150, blank=True)
    list_from = models.DateField(_("from"), null=True, blank=True)
    list_until = models.DateField(_("up to and including"), null=True, blank=True)

    result_on = models.DateField(
        _("result announced"), null=True, blank=True, help_text=_("Empty: no votes are shown yet.")
    )
    voters = models.PositiveIntegerField(_("voters registered"), null=True, blank=True)
    ballots_cast = models.PositiveIntegerField(_("ballots cast"), null=True, blank=True)
    ballots_valid = models.PositiveIntegerField(_("valid ballots"), null=True, blank=True)
    result_text = models.TextField(_("remarks on the result"), blank=True)
    names_until = models.DateField(
        _("names shown until"),
        null=True,
        blank=True,
        help_text=_("From the next day on candidates are no longer named here."),
    )

    content_panels = [
        *ArticlePage.content_panels,
        MultiFieldPanel(
            [FieldRowPanel(["committee", "election_day"]), FieldRowPanel(["posts", "method"]), "contact"],
            _("Election"),
        ),
        InlinePanel("steps", heading=_("Calendar"), label=_("step")),
        MultiFieldPanel(
            [FieldRowPanel(["list_place", "list_hours"]), FieldRowPanel(["list_from", "list_until"])],
            _("Voter list"),
        ),
        InlinePanel("candidates", heading=_("Candidates"), label=_("candidate")),
        InlinePanel("polls", heading=_("Polling places"), label=_("polling place")),
        MultiFieldPanel(
            [
                FieldRowPanel(["result_on", "names_until"]),
                FieldRowPanel(["voters", "ballots_cast", "ballots_valid"]),
                FieldPanel("result_text"),
            ],
            _("Result"),
        ),
        InlinePanel("questions", heading=_("Questions and answers"), label=_("question")),
        *FULFILMENT_PANELS,
    ]
    search_fields = [
        *ArticlePage.search_fields,
        index.SearchField("committee"),
        index.FilterField("election_day"),
    ]
    api_fields = [
        *ArticlePage.api_fields,
        *writable(*OWN_FIELDS, *LIST_FIELDS, *RESULT_FIELDS),
        *writable("steps", "polls", "candidates", "questions", *FULFILMENT_FIELDS),
    ]

    class Meta:
        verbose_name = _("election")
        verbose_name_plural = _("elections")

    def clean(self) -> None:
        super().clean()
        if self.list_from and self.list_until and self.list_until < self.list_from:
            raise ValidationError({"list_until": _("The list is shown until the first day or later.")})
        fault = rules.has_fault(self.voters, self.ballots_cast, self.ballots_valid, [])
        if fault:
            raise ValidationError({f"ballots_{fault}": IMPOSSIBLE[fault]})

    def moments(self) -> list[datetime]:
        last = [end_of(self.names_until)] if self.names_until else []
        return [*(moment for span in (*self._steps(), *self._polls()) for moment in span), *last]

    def _steps(self) -> list[Span]:
        return [step.span for step in self.steps.all()]

    def _polls(self) -> list[Span]:
        return [poll.span for poll in self.polls.all()]

    def document_detail(self, now: datetime) -> Data:
        steps, spans = list(self.steps.all()), self._steps()
        now_in = current(spans, now)
        return {
            "committee": self.committee,
            "posts": self.posts,
            "method": self.method,
            "method_label": in_language(self.Method(self.method).label, self.locale.language_code),
            "election_day": written_day(self.election_day),
            "contact": self.contact,
            "steps": [step.public_form(number, now) for number, step in enumerate(steps, start=1)],
            "voter_list": {
                "place": self.list_place,
                "hours": self.list_hours,
                "from": written_day(self.list_from),
                "until": written_day(self.list_until),
            },
            "polls": [poll.public_form(number, now) for number, poll in enumerate(self.polls.all(), start=1)],
            "candidates": self._named(now),
            "names_are_gone": not self._may_name(now),
            "result": self._result(),
            "questions": [question.public_form() for question in self.questions.all()],
            "state": rules.state(spans, self._polls(), now),
            "current_step": "" if now_in is None else steps[now_in].title,
            "ends_at": written(next_end([*spans, *self._polls()], now)),
            "fulfils": self.fulfilled(),
        }

    def _may_name(self, now: datetime) -> bool:
        return self.names_until is None or now < end_of(self.names_until)

    def _named(self, now: datetime) -> list[Data]:
        rows = self.candidates.all() if self._may_name(now) else []
        return [candidate.public_form(counted=self.result_on is not None) for candidate in rows]

    def _result(self) -> Data | None:
        if self.result_on is None:
            return None
        return {
            "on": written_day(self.result_on),
            "voters": self.voters,
            "cast": self.ballots_cast,
            "valid": self.ballots_valid,
            "turnout": rules.percent(self.ballots_cast, self.voters),
            "text": self.result_text,
        }

    def detail_text(self, detail: Data) -> str:
        """Names of candidates are no words to be found by: what is known of them ends with the page's date."""
        steps = (f"{step['title']} {step['place']} {step['text']}".strip() for step in detail["steps"])
        polls = (f"{poll['title']} {poll['place']} {poll['serves']}".strip() for poll in detail["polls"])
        asked = (f"{each['question']} {each['answer']}" for each in detail["questions"])
        result = detail["result"]["text"] if detail["result"] else ""
        first = [detail["committee"], detail["posts"], detail["voter_list"]["place"]]
        return "\n".join(filter(None, [*first, *steps, *polls, *asked, result]))

    def card_extra(self, detail: Data) -> Data:
        """Steps last for whole days: a card tells the last one."""
        end = next((step["ends_at"] for step in detail["steps"] if step["state"] == "current"), None)
        last = (date.fromisoformat(end[:10]) - timedelta(days=1)).isoformat() if end else detail["ends_at"]
        told = {"state": detail["state"], "stage": detail["current_step"], "ends_at": last}
        return {**told, "day": detail["election_day"], "fulfils_task": self.fulfilled_task}
