import json

import pytest

from cms.operations import manifests
from cms.operations.manifests import BackupError


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "media" / "original").mkdir(parents=True)
    (tmp_path / "media" / "original" / "照片 一.jpg").write_bytes(b"picture")
    (tmp_path / "database.sqlite3").write_bytes(b"rows")
    manifests.write(tmp_path, {"made_at": "2026-03-02T09:30:00+08:00"})
    return tmp_path


def test_an_unchanged_folder_is_verified_and_gives_its_facts(folder):
    manifest = manifests.verify(folder)

    assert manifest["made_at"] == "2026-03-02T09:30:00+08:00"
    assert set(manifest["files"]) == {"database.sqlite3", "media/original/照片 一.jpg"}


def test_a_changed_file_is_named(folder):
    (folder / "database.sqlite3").write_bytes(b"ROWS")

    with pytest.raises(BackupError, match=r"1 files have changed, the first is database\.sqlite3"):
        manifests.verify(folder)


def test_a_missing_file_is_named(folder):
    (folder / "media" / "original" / "照片 一.jpg").unlink()

    with pytest.raises(BackupError, match=r"missing, the first is media/original/照片 一\.jpg"):
        manifests.verify(folder)


def test_a_file_that_was_slipped_in_is_named(folder):
    (folder / "media" / "evil.html").write_text("<script>")

    with pytest.raises(BackupError, match=r"should not, the first is media/evil\.html"):
        manifests.verify(folder)


@pytest.mark.parametrize(
    "manifest", [None, "", "{", "[]", "null", '{"format": 1}', '{"format": 1, "files": 7}']
)
def test_a_folder_without_a_whole_manifest_is_no_backup(folder, manifest):
    (folder / manifests.NAME).unlink()
    if manifest is not None:
        (folder / manifests.NAME).write_text(manifest)

    with pytest.raises(BackupError, match="no complete backup"):
        manifests.verify(folder)


def test_a_manifest_cannot_point_outside_of_its_folder(folder):
    path = folder / manifests.NAME
    manifest = json.loads(path.read_text())
    manifest["files"]["../outside"] = {"sha256": "", "size": 0}
    path.write_text(json.dumps(manifest))

    with pytest.raises(BackupError, match="missing"):
        manifests.verify(folder)


def test_a_backup_of_another_format_says_so(folder):
    path = folder / manifests.NAME
    path.write_text(path.read_text().replace('"format": 1', '"format": 2'))

    with pytest.raises(BackupError, match="another version"):
        manifests.verify(folder)
