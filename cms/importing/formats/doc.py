"""Old Word files (.doc) by way of LibreOffice, where it is installed."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from django.utils.translation import gettext as _

from cms.importing.formats import docx
from cms.importing.formats.lines import Line
from cms.importing.readings import ReadingError

LONGEST = 60  # seconds that a conversion may take


def read(data: bytes) -> list[Line]:
    """The lines of a .doc, .wps or .rtf file. Raises ReadingError, also where LibreOffice is missing."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise ReadingError(
            _("Old Word files (.doc) need LibreOffice, which is not installed here: save the file as .docx.")
        )
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "source.doc")
        source.write_bytes(data)
        try:
            subprocess.run(
                [
                    program,
                    f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
                    "--headless",
                    "--convert-to",
                    "docx",
                    "--outdir",
                    folder,
                    str(source),
                ],
                check=True,
                capture_output=True,
                timeout=LONGEST,
            )
            converted = Path(folder, "source.docx").read_bytes()
        except (OSError, subprocess.SubprocessError):
            raise ReadingError(_("LibreOffice could not read this Word file.")) from None
    return docx.read(converted)
