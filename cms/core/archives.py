"""Zip files that anybody may have made."""

import lzma
import zipfile
import zlib

# What opening one or unpacking a damaged part of it raises, by the way that it is packed.
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    ValueError,
    NotImplementedError,
    EOFError,
    RuntimeError,
)
