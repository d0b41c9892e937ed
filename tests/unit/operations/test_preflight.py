import socket
import stat

import pytest

from cms.operations import preflight


@pytest.fixture(autouse=True)
def _no_key_in_the_environment(monkeypatch):
    for name in preflight.KEYS:
        monkeypatch.delenv(f"LINLI_{name.upper()}", raising=False)


def test_a_new_folder_gets_keys_that_only_its_owner_reads(tmp_path):
    preflight.prepare(tmp_path / "new" / "data")

    keys = [tmp_path / "new" / "data" / name for name in ("secret_key", "personal_keys")]
    assert len({key.read_text() for key in keys}) == 2
    for key in keys:
        assert len(key.read_text().strip()) >= 50
        assert stat.S_IMODE(key.stat().st_mode) == 0o600


def test_the_second_start_keeps_the_key(tmp_path):
    preflight.prepare(tmp_path)
    first = (tmp_path / "secret_key").read_text()
    preflight.prepare(tmp_path)

    assert (tmp_path / "secret_key").read_text() == first


def test_a_key_file_that_a_killed_start_left_empty_is_filled(tmp_path):
    (tmp_path / "secret_key").touch()
    preflight.prepare(tmp_path)

    assert (tmp_path / "secret_key").read_text().strip()


def test_no_key_is_made_where_the_environment_gives_one(tmp_path, monkeypatch):
    monkeypatch.setenv("LINLI_SECRET_KEY", "given")
    preflight.prepare(tmp_path)

    assert not (tmp_path / "secret_key").exists()


def test_a_folder_that_cannot_be_made_is_named_in_one_line(tmp_path):
    (tmp_path / "file").touch()

    with pytest.raises(preflight.NotReadyError) as raised:
        preflight.prepare(tmp_path / "file" / "data")

    assert str(tmp_path / "file" / "data") in str(raised.value)
    assert "\n" not in str(raised.value)


def test_one_folder_is_held_by_one_start_at_a_time(tmp_path):
    with preflight.hold(tmp_path), pytest.raises(preflight.NotReadyError, match="already running"):
        preflight.hold(tmp_path)

    preflight.hold(tmp_path).close()


def test_a_busy_port_is_named_with_another_to_try():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(preflight.NotReadyError, match=rf"Port {port} .*in use.* PORT="):
            preflight.listen("127.0.0.1", str(port))


@pytest.mark.parametrize("port", ["", "http", "0", "65536", "-1", "80 80", "８０８０"])
def test_what_is_no_port_is_refused(port):
    with pytest.raises(preflight.NotReadyError, match="is no port"):
        preflight.listen("127.0.0.1", port)


def test_the_port_is_free_again_after_the_socket_is_closed():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
    for _start in range(2):
        with preflight.listen("127.0.0.1", str(port)) as listener:
            assert listener.getsockname()[1] == port
