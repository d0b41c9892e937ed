import pytest

from search.api import open_index
from search.engines.elasticsearch.address import Address, client_options, is_address, read_address


def test_an_address_is_told_from_a_folder():
    for location in ("http://a", "https://a:9200/x", "elasticsearch+https://a", "elasticsearch+http://a/b"):
        assert is_address(location)
    for location in ("index", "/var/lib/linli/index", "C:/index", "elasticsearch", "http", "ftp://a"):
        assert not is_address(location)


@pytest.mark.parametrize(
    ("location", "address"),
    [
        ("http://localhost", Address("http://localhost:9200")),
        ("https://search.example/office", Address("https://search.example:443", "office")),
        ("elasticsearch+https://h:9243/a-b_1/", Address("https://h:9243", "a-b_1")),
        ("http://[::1]:9201/x", Address("http://[::1]:9201", "x")),
        ("https://me:p%40ss@h/x?timeout=0.5", Address("https://h:443", "x", "me", "p@ss", timeout=0.5)),
        ("https://h/x?api_key=abc&verify=false", Address("https://h:443", "x", api_key="abc", verify=False)),
        ("https://h/x?ca_certs=/etc/ca.pem", Address("https://h:443", "x", ca_certs="/etc/ca.pem")),
    ],
)
def test_read_address(location, address):
    assert read_address(location) == address


@pytest.mark.parametrize(
    "location",
    [
        "http://",
        "http://h/Big",
        "http://h/a/b",
        "http://h/x?timeout=soon",
        "http://h/x?timeout=0",
        "http://h/x?colour=red",
    ],
)
def test_an_address_that_makes_no_sense_is_refused_at_once(location):
    with pytest.raises(ValueError, match="the search address"):
        open_index(location)


def test_passwords_are_not_shown():
    address = read_address("https://me:secret@h/x?api_key=hidden")
    assert "secret" not in repr(address)
    assert "hidden" not in repr(address)


def test_what_the_client_is_told():
    assert client_options(read_address("http://h")) == {"request_timeout": 3.0, "max_retries": 1}
    secured = client_options(read_address("https://me:secret@h/x?ca_certs=/ca.pem"))
    assert secured["basic_auth"] == ("me", "secret")
    assert (secured["verify_certs"], secured["ca_certs"]) == (True, "/ca.pem")
    assert client_options(read_address("https://h/x?api_key=abc"))["api_key"] == "abc"
    assert not client_options(read_address("https://h/x?verify=false"))["verify_certs"]
