"""Where Django looks for models: the rooms of intake, named."""

from cms.intake.audit import Access
from cms.intake.codes import Code
from cms.intake.consents import Consent
from cms.intake.limits import Tally
from cms.intake.people import Person
from cms.intake.retention import CleanUp

__all__ = ["Access", "CleanUp", "Code", "Consent", "Person", "Tally"]
