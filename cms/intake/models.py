"""Where Django looks for models: the rooms of intake, named."""

from cms.intake.limits import Tally

__all__ = ["Tally"]
