"""Where every test of volunteers starts: codes that can be read, two communities, who looks after volunteers."""

import pytest
from django.contrib.auth.models import Permission

from tests import factories


@pytest.fixture(autouse=True)
def _codes_go_by_mail(settings):
    settings.CODE_SENDER = "mailto:{phone}@sms.example.org"


@pytest.fixture
def communities():
    return factories.bodies()


@pytest.fixture
def coordinator(client, communities):
    """Somebody of the Willow community's staff who looks after volunteers."""
    user = factories.editor("coordinator", of=factories.home(), may=[], works_for=[communities["willow"]])
    user.user_permissions.add(Permission.objects.get(codename="change_volunteer"))
    client.force_login(user)
    return user
