"""bin/setup in a project of its own, with small scripts in the place of Python and pip."""

import shutil
import subprocess
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[3]
TOOLS = ("sh", "dirname", "cmp", "cp", "find", "mkdir", "cat", "chmod", "grep", "touch")

# Stands for a Python: $1 is -c and $2 the question, or -m and the module. VERSION, HAS_VENV and PIP steer it.
PYTHON = """#!/bin/sh
case "$1 $2" in
    "-c import sys"*) [ "${VERSION:-3.11.7}" != 3.9.2 ] ;;
    "-c import platform"*) echo "${VERSION:-3.11.7}" ;;
    "-c import venv"*) [ "${HAS_VENV:-yes}" = yes ] ;;
    "-c import pip"*) [ -e .venv/has_pip ] ;;
    "-m venv"*) mkdir -p .venv/bin && cp "$0" .venv/bin/python && touch .venv/has_pip && echo venv >> calls ;;
    "-m pip"*) echo "pip $*" >> calls; [ "${PIP:-works}" = works ] ;;
esac
"""


@pytest.fixture
def project(tmp_path):
    """A folder with bin/setup and a lock, and a PATH with the usual tools but no Python."""
    root = tmp_path / "project"
    (root / "bin").mkdir(parents=True)
    shutil.copy(PROJECT / "bin" / "setup", root / "bin" / "setup")
    (root / "requirements.txt").write_text("wagtail==8.0.1\n")
    (root / "requirements-dev.txt").write_text("pytest==9.2.0\n")
    (tmp_path / "path").mkdir()
    for tool in TOOLS:
        (tmp_path / "path" / tool).symlink_to(shutil.which(tool))
    return root


@pytest.fixture
def setup(project):
    def setup(*words, **variables):
        path = str(project.parent / "path")
        return subprocess.run(
            [str(project / "bin" / "setup"), *words],
            env={"PATH": path, **variables},
            capture_output=True,
            text=True,
            check=False,
        )

    return setup


@pytest.fixture
def calls(project):
    """What was asked of Python since the last look."""

    def calls():
        file = project / "calls"
        lines = file.read_text().splitlines() if file.exists() else []
        file.unlink(missing_ok=True)
        return lines

    return calls


def put_python(project, name="python3"):
    script = project.parent / "path" / name
    script.write_text(PYTHON)
    script.chmod(0o755)


def only_line(answer):
    assert answer.returncode != 0
    (line,) = answer.stderr.strip().splitlines()
    return line


def test_a_machine_without_python_gets_one_line(setup):
    assert "Python 3.11 or newer; none was found" in only_line(setup())


def test_an_old_python_is_named_with_its_version(setup, project):
    put_python(project)

    assert "this machine has 3.9.2" in only_line(setup(VERSION="3.9.2"))
    assert not (project / ".venv").exists()


def test_a_python_without_venv_is_told_how_to_get_it(setup, project):
    put_python(project)

    assert "apt install python3-venv" in only_line(setup(HAS_VENV="no"))


@pytest.mark.parametrize("name", ["python3.11", "python3.12", "python3.13", "python3"])
def test_any_new_enough_python_will_do(setup, project, calls, name):
    put_python(project, name)

    assert setup().returncode == 0
    assert calls() == [
        "venv",
        "pip -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt",
    ]


def test_the_second_setup_does_nothing_and_says_nothing(setup, project, calls):
    put_python(project)
    setup()
    calls()

    again = setup()

    assert (again.returncode, again.stdout, again.stderr, calls()) == (0, "", "", [])


def test_a_new_lock_is_installed(setup, project, calls):
    put_python(project)
    setup()
    calls()
    (project / "requirements.txt").write_text("wagtail==8.0.2\n")

    assert setup().returncode == 0
    assert [call for call in calls() if "requirements.txt" in call]


def test_an_installation_that_failed_is_tried_again(setup, project, calls):
    put_python(project)
    assert "requirements.txt could not be installed" in only_line(setup(PIP="fails"))
    calls()

    assert setup().returncode == 0
    assert [call for call in calls() if "requirements.txt" in call]


def test_an_environment_without_pip_is_made_anew(setup, project, calls):
    put_python(project)
    setup()
    calls()
    (project / ".venv" / "has_pip").unlink()

    assert setup().returncode == 0
    assert calls()[0] == "venv"


def test_what_tests_need_is_installed_for_tests_only(setup, project, calls):
    put_python(project)
    setup()
    assert not [call for call in calls() if "requirements-dev.txt" in call]

    setup("dev")
    assert [call for call in calls() if "requirements-dev.txt" in call]


@pytest.mark.parametrize(("status", "installs"), [(0, []), (1, ["requirements.txt"])])
def test_uv_installs_what_it_can_and_pip_the_rest(setup, project, calls, status, installs):
    put_python(project)
    setup()
    (project / "requirements.txt").write_text("wagtail==8.0.2\n")
    uv = project / ".venv" / "bin" / "uv"
    uv.write_text(f'#!/bin/sh\necho "uv $*" >> calls\nexit {status}\n')
    uv.chmod(0o755)
    calls()

    assert setup().returncode == 0
    by_uv, *by_pip = calls()
    assert by_uv.startswith("uv pip install")
    assert "--require-hashes -r requirements.txt" in by_uv
    assert [call.split()[-1] for call in by_pip] == installs


def test_catalogues_of_both_folders_are_compiled_once(setup, project):
    put_python(project)
    setup()
    pybabel = project / ".venv" / "bin" / "pybabel"
    pybabel.write_text('#!/bin/sh\ntouch "$6"\necho "$6" >> compiled\n')
    pybabel.chmod(0o755)
    names = ["zh_Hans/LC_MESSAGES/django", "wagtail/zh_Hans/LC_MESSAGES/django"]
    names.append("wagtail/zh_Hans/LC_MESSAGES/djangojs")
    for name in names:
        catalogue = project / "cms" / "locale" / f"{name}.po"
        catalogue.parent.mkdir(parents=True, exist_ok=True)
        catalogue.touch()

    answers = [setup().returncode, setup().returncode]

    assert answers == [0, 0]
    assert sorted((project / "compiled").read_text().split()) == sorted(
        f"cms/locale/{name}.mo" for name in names
    )
