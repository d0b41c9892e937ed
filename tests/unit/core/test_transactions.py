"""Requests that write do so wholly or not at all; those that read take no lock."""

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import override_settings
from django.urls import path

from cms.core.models import Topic
from cms.urls import urlpatterns as site_urls

pytestmark = pytest.mark.django_db(transaction=True)


def say(request):
    return HttpResponse("atomic" if connection.in_atomic_block else "plain")


def write_and_fail(request):
    Topic.objects.create(name_zh="一半", name_en="Half", slug="half")
    raise ValueError("in the middle")


@transaction.non_atomic_requests
def count(request):
    return say(request)


urlpatterns = [path("say", say), path("fail", write_and_fail), path("count", count), *site_urls]


@pytest.fixture(autouse=True)
def _urls():
    with override_settings(ROOT_URLCONF=__name__):
        yield


@pytest.mark.parametrize(
    ("method", "said"), [("get", "plain"), ("head", ""), ("post", "atomic"), ("delete", "atomic")]
)
def test_only_what_may_write_is_a_transaction(client, method, said):
    assert getattr(client, method)("/say").content.decode() == said


def test_a_view_can_do_without(client):
    assert client.post("/count").content == b"plain"


def test_nothing_is_left_of_a_request_that_fails(client):
    client.raise_request_exception = False
    assert client.post("/fail").status_code == 500
    assert not Topic.objects.filter(slug="half").exists()
