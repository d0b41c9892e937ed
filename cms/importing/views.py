"""Import a document: read it in, mend the reading beside the original, make the draft of it."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Page

from cms.importing import keeping
from cms.importing.drafts import FIELDS, Draft
from cms.importing.forms import ImportForm, SectionForm
from cms.importing.keeping import Mending, change_from
from cms.importing.mending import Change, MendingError, tidy
from cms.importing.mending_page import MendingPage
from cms.importing.models import ImportedSource, KeptFile, KeptReading
from cms.importing.queries import may_import, sections_for, usual_section
from cms.importing.readings import ReadingError
from cms.importing.registry import ImportContext, Source
from cms.importing.service import imported_before

TITLE = gettext_lazy("Import a document")
ITEM_FIELDS = ("number", "heading", "text")


class ImportMixin(WagtailAdminTemplateMixin):
    """Only for those who may add pages; with the sections they may add to."""

    page_title = TITLE
    header_icon = "download"
    _show_breadcrumbs = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_import(request.user):
            raise PermissionDenied
        self.sections = sections_for(request.user)
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": reverse_lazy("import_document"), "label": TITLE}]


class ImportView(ImportMixin, FormView):
    """The form that a document is read in by, and the readings that are under way."""

    form_class = ImportForm
    template_name = "importing/import.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "sections": self.sections, "by": self.request.user}

    def get_initial(self) -> dict[str, Any]:
        return {"section": self.request.GET.get("section") or usual_section(self.sections, self.request.user)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        kept = KeptReading.objects.of(self.request.user)
        return {
            **context,
            "sections": self.sections,
            "kept": kept,
            "days": KeptReading.KEPT_FOR.days,
            "submit_button_label": _("Read the document"),
        }

    def form_valid(self, form: ImportForm) -> HttpResponse:
        context = form.context
        kept, is_new = keeping.keep(form.reading, context.source, context.parent, self.request.user)
        if not is_new:
            messages.info(self.request, _("You read this document before. Here it is as you left it."))
        return redirect("mend_reading", kept.pk)


class MendView(ImportMixin, TemplateView):
    """A reading beside its original. Every change is one submitted form, kept at once."""

    template_name = "importing/mend.html"

    def get_kept(self) -> KeptReading:
        return get_object_or_404(KeptReading, pk=self.kwargs["pk"], user=self.request.user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_kept().name}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kept = self.get_kept()
        asked = {name: _number(self.request.GET.get(name)) for name in ("item", "plan", "page")}
        page = MendingPage(Mending(kept), fields="fields" in self.request.GET, **asked)
        if kwargs.get("error"):
            page.show_typed(self.request.POST)
        form = SectionForm(sections=self.sections, initial={"section": kept.section_id})
        if page.is_open:
            form.fields["section"].widget.attrs["form"] = "mending-form"
        before = ImportedSource.objects.filter(sha256=kept.sha256, section__in=self.sections)
        return {
            **super().get_context_data(**kwargs),
            "kept": kept,
            "mend": page,
            "state": page.state,
            "form": form,
            "before": before.select_related("page", "section"),
            "sections": self.sections,
            **kwargs,
        }

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            return self._answer(request, pk)
        except KeptReading.DoesNotExist:
            raise Http404 from None
        except MendingError as error:
            return self.render_to_response(self.get_context_data(error=str(error)), status=422)

    def _answer(self, request: HttpRequest, pk: int) -> HttpResponse:
        operation, _space, at = request.POST.get("op", "").partition(" ")
        if operation == "create":
            return self._create(pk)
        if operation == "discard":
            self.get_kept().delete()
            messages.success(request, _("The reading was thrown away. The document itself was not touched."))
            return redirect("import_document")
        seen = _number(request.POST.get("seen"))
        steps = {"undo": -1, "redo": 1, "restart": -keeping.MOST_CHANGES}
        if operation in steps:
            keeping.step(pk, request.user, seen, steps[operation])
            return self._back(item=_number(request.POST.get("item")), plan=_number(request.POST.get("plan")))
        words = {**request.POST.dict(), "at": at}
        state = keeping.change(pk, request.user, seen, self._changes(words, operation))
        return self._back(**_after(state, words, operation))

    def _changes(self, words: dict[str, str], operation: str) -> list[Change]:
        """What was typed into the open form, then what its button does: nothing typed is lost."""
        changes = _typed(Mending(self.get_kept()).draft, words)
        if operation not in ("", "edit", "plan"):
            button = {name: words.get(name, "") for name in ("item", "plan", "at")}
            changes.append(change_from({**button, "heading": _("New item")}, operation))
        return changes

    def _create(self, pk: int) -> HttpResponse:
        words = self.request.POST.dict()
        if typed := _typed(Mending(self.get_kept()).draft, words):
            keeping.change(pk, self.request.user, _number(words.get("seen")), typed)
        form = SectionForm(self.request.POST, sections=self.sections)
        if not form.is_valid() or form.section_page is None:
            raise MendingError(_("Choose a section for the pages."))
        section, kept = form.section_page, self.get_kept()
        context = ImportContext(section, section.locale, Source(kept.name, kept.sha256), self.request.user)
        if page := imported_before(context):
            raise MendingError(
                _("“%(title)s” was made of this document in this section before.") % {"title": page.title}
            )
        has_file = KeptFile.objects.filter(reading=kept).exists()
        try:
            pages = keeping.finish(pk, self.request.user, section)
        except ReadingError as error:
            raise MendingError(str(error)) from None
        except ValidationError as error:
            raise MendingError(" ".join(error.messages)) from None
        told = ngettext(
            "%(count)d draft was made. Look at it, then publish it.",
            "%(count)d drafts were made. Look at them, then publish them.",
            len(pages),
        )
        messages.success(self.request, told % {"count": len(pages)})
        if has_file and any(hasattr(page, "original") for page in pages):
            self._tell_of_original(pages)
        if len(pages) == 1:
            return redirect("wagtailadmin_pages:edit", pages[0].pk)
        return redirect("wagtailadmin_explore", section.pk)

    def _tell_of_original(self, pages: list[Page]) -> None:
        if any(getattr(page, "original", None) for page in pages):
            told = _(
                "The file is attached as the original document, which residents can download once the plan is public. "
                "See that it holds nothing that is not for them, such as comments."
            )
        else:
            told = _(
                "The file is not attached as the original document: "
                "it is of a kind that can't be uploaded, or you may not upload any."
            )
        messages.info(self.request, told)

    def _back(self, item: int = 0, plan: int = 0, at: int = 0) -> HttpResponse:
        """To the page again, at an item that is open (item) or not (at), or at a plan."""
        query = {name: value for name, value in (("item", item), ("plan", plan)) if value}
        address = reverse("mend_reading", args=[self.kwargs["pk"]])
        place = item or at
        return redirect(
            address + (f"?{urlencode(query)}" if query else "") + (f"#item-{place}" if place else "")
        )


def _typed(draft: Draft, words: dict[str, str]) -> list[Change]:
    """The change that the fields of the open form tell; none where they are as they were."""
    found = draft.place_of(_number(words.get("item")))
    plan = _number(words.get("plan"))
    target: Any
    names: tuple[str, ...]
    if found and "text" in words:
        target, operation, names = found[0].items[found[1]], "edit", ITEM_FIELDS
    elif "preamble" in words and plan < len(draft.plans):
        target, operation, names = draft.plans[plan], "plan", FIELDS
    else:
        return []
    same = all(tidy(words.get(name, "")) == tidy(getattr(target, name)) for name in names)
    return [] if same else [change_from(words, operation)]


def _after(state: Mending, words: dict[str, str], operation: str) -> dict[str, int]:
    """Where to go after a change: to the item that was asked for, was made, or took the changed one in."""
    item, plan = _number(words.get("item")), _number(words.get("plan"))
    if go := _number(words.get("go")):
        return {"item": go}
    if operation in ("split", "add"):
        return {"item": state.draft.last_id}
    if operation in ("merge", "delete", "leave_out", "join", "edit", "plan"):
        return {
            "plan": max(0, plan - 1) if operation == "join" else plan,
            "at": _number(words.get("near")) or item,
        }
    return {"item": item, "plan": plan}


def _number(words: str | None) -> int:
    return int(words) if words and words.isascii() and words.isdigit() and len(words) < 10 else 0
