"""Messages are compared with the English words that the code holds, whatever the default language is."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield
