"""What is logged names nobody: neither a message nor a traceback shows a phone number or an e-mail address."""

import logging

from cms.intake.rules import masked_text


class MaskingFormatter(logging.Formatter):
    """The last step before a line is written, when values and tracebacks are in it."""

    def format(self, record: logging.LogRecord) -> str:
        return masked_text(super().format(record))
