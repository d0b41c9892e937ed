"""Published documents as JSON: what the static site shows, as data."""

import hashlib
from collections.abc import Iterable
from datetime import datetime

import orjson
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_naive, make_aware

from cms.core import qr
from cms.core.languages import language_of
from cms.core.security import only_read
from cms.publishing.models import StoredDocument

PAGE_SIZE, LARGEST_PAGE = 20, 100


class ParameterError(ValueError):
    """A parameter makes no sense; the message says which."""


@only_read
def listing(request: HttpRequest) -> HttpResponse:
    """`/api/documents/?type=&locale=&section=&year=&since=&page=&page_size=`: newest first, with paging and
    an ETag.
    """
    try:
        found = _filtered(request.GET)
        page = _whole(request.GET, "page", 1, 10**6)
        size = _whole(request.GET, "page_size", PAGE_SIZE, LARGEST_PAGE)
    except ParameterError as error:
        return _json(request, {"error": str(error)}, status=400)
    total = found.count()
    rows = found.order_by("-published_at", "-key")[(page - 1) * size : page * size].values_list(
        "data", flat=True
    )
    body = {"total": total, "page": page, "pages": -(-total // size), "documents": _fragments(rows)}
    return _json(request, body)


@only_read
def detail(request: HttpRequest, key: str) -> HttpResponse:
    """`/api/documents/page:42/`: one document as it is published."""
    row = _public().filter(pk=key).values_list("data", flat=True).first()
    if row is None:
        return _json(request, {"error": "There is no such document."}, status=404)
    return _json(request, orjson.Fragment(row))


@only_read
def qr_code(request: HttpRequest, key: str) -> HttpResponse:
    """`/api/documents/page:42/qr.png`: its public address, to be scanned. Drawn when it is asked for, see ADR 20."""
    url = StoredDocument.objects.filter(pk=key).values_list("url", flat=True).first()
    if url is None:
        return _json(request, {"error": "There is no such document."}, status=404)
    content = qr.png(settings.PUBLIC_URL + url)
    return HttpResponse(content, content_type="image/png", headers={"Cache-Control": "public, max-age=86400"})


def _public() -> QuerySet[StoredDocument]:
    """The names of volunteers are for the page that they agreed to, and not for whoever collects data."""
    return StoredDocument.objects.exclude(type="honours")


def _filtered(parameters: QueryDict) -> QuerySet[StoredDocument]:
    found = _public()
    if kinds := parameters.getlist("type"):
        found = found.filter(type__in=kinds)
    if locale := parameters.get("locale"):
        try:
            found = found.filter(locale=language_of(locale).locale)
        except KeyError:
            raise ParameterError(f"locale: there is no language {locale!r}") from None
    if section := parameters.get("section"):
        found = found.filter(parent=section)
    if year := parameters.get("year"):
        if not (year.isascii() and year.isdigit() and len(year) == 4):
            raise ParameterError("year: four digits are needed")
        found = found.filter(month__startswith=f"{year}-")
    if since := parameters.get("since"):
        found = found.filter(published_at__gte=_moment(since))
    return found


def _moment(value: str) -> datetime:
    try:
        moment = parse_datetime(value if len(value) > 10 else f"{value}T00:00:00")
    except ValueError:
        moment = None
    if moment is None:
        raise ParameterError("since: a date such as 2026-03-02 or 2026-03-02T09:30:00+08:00 is needed")
    return make_aware(moment) if is_naive(moment) else moment


def _whole(parameters: QueryDict, name: str, default: int, largest: int) -> int:
    value = parameters.get(name, str(default))
    if not (value.isascii() and value.isdigit() and len(value) < 10 and 1 <= int(value) <= largest):
        raise ParameterError(f"{name}: a whole number from 1 to {largest} is needed")
    return int(value)


def _fragments(rows: Iterable[str]) -> list[orjson.Fragment]:
    return [orjson.Fragment(row) for row in rows]


def _json(request: HttpRequest, body: object, status: int = 200) -> HttpResponse:
    content = orjson.dumps(body)
    etag = f'"{hashlib.sha256(content).hexdigest()[:20]}"'
    if status == 200 and request.headers.get("If-None-Match") == etag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(content, status=status, content_type="application/json; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    if status == 200:
        response["ETag"], response["Cache-Control"] = etag, "public, no-cache"
    return response
