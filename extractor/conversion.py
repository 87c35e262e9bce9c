"""Old formats (DOC, WPS, RTF, ODT) -> DOCX, by the LibreOffice that is installed.

Stands beside the faces, above the pure readers: it starts a process and writes temporary files, all of which are gone
when it returns. Nothing is fetched and no macro runs.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from extractor.errors import UnreadableInput
from extractor.readers.from_doc import SUFFIXES, is_old_format, is_protected

#: Seconds for one file; LibreOffice needs one to three.
TIMEOUT = 120.0
USUAL_PLACES = (
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
)
#: A fresh profile that runs no macros and follows no links out of the document.
SETTINGS = (
    ("/org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("/org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
)
SETTING = '<item oor:path="{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>'
)


def needs_conversion(data: bytes, suffix: str) -> bool:
    """Whether the bytes are of an old format that ``convert`` turns into DOCX, whatever the file is called.

    >>> needs_conversion(b"{\\\\rtf1\\\\ansi}", ".doc"), needs_conversion(b"<html>", ".doc")
    (True, False)
    >>> needs_conversion(b"", ".doc")
    False
    """
    return is_old_format(data, suffix)


def find_office() -> str | None:
    """The path of LibreOffice's program, None where it is not installed."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return found
    return next((place for place in USUAL_PLACES if Path(place).is_file()), None)


def convert(data: bytes, suffix: str, timeout: float = TIMEOUT) -> bytes:
    """The same document as DOCX; raises ``UnreadableInput`` where that cannot be done, saying why and what to do."""
    office = find_office()
    if office is None:
        raise UnreadableInput(
            "input.format",
            f"An old format ({suffix or 'no suffix'}) is read with the help of LibreOffice, which is not installed. "
            "Install LibreOffice Writer, or save the file as DOCX, and try again.",
        )
    if is_protected(data):
        raise UnreadableInput("input.format", "The document is protected by a password. Remove it and try again.")
    with tempfile.TemporaryDirectory(prefix="gouji-", ignore_cleanup_errors=True) as folder:
        return _convert_in(Path(folder), office, data, suffix if suffix.lower() in SUFFIXES else ".doc", timeout)


def _convert_in(folder: Path, office: str, data: bytes, suffix: str, timeout: float) -> bytes:
    user = folder / "profile" / "user"
    user.mkdir(parents=True)
    profile = PROFILE.format("".join(SETTING.format(*setting) for setting in SETTINGS))
    (user / "registrymodifications.xcu").write_text(profile, "utf-8")
    source, out = folder / f"document{suffix.lower()}", folder / "out"
    source.write_bytes(data)
    command = [
        office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore", "--nologo",
        "--nodefault", "--nolockcheck", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(out), str(source),
    ]  # fmt: skip
    if not _run(command, folder, timeout):
        raise UnreadableInput(
            "input.damaged",
            f"LibreOffice did not finish within {timeout:.0f} seconds. Open the file, save it as DOCX, and try again.",
        )
    result = out / "document.docx"
    if not result.is_file():
        raise UnreadableInput(
            "input.damaged", "LibreOffice could not open the file. Save it as DOCX in Word or WPS, and try again."
        )
    return result.read_bytes()


def _run(command: list[str], folder: Path, timeout: float) -> bool:
    """Run to the end; False where it had to be stopped. The program starts others, so its whole group is stopped."""
    own_group = os.name == "posix"
    environment = {**os.environ, "TMPDIR": str(folder), "TEMP": str(folder), "TMP": str(folder)}
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=own_group, env=environment,
    )  # fmt: skip
    try:
        process.wait(timeout)
    except subprocess.TimeoutExpired:
        return False
    finally:
        if process.poll() is None:
            with contextlib.suppress(OSError):
                if own_group:
                    os.killpg(process.pid, signal.SIGKILL)
                else:
                    process.kill()
            process.wait()
    return True
