"""Nobody confirms or certifies their own service."""

from typing import Any

from cms.intake import secrecy
from cms.intake.people import Person


def is_oneself(user: Any, person: Person) -> bool:
    """Whether a user of the admin is a person of the register: by the address, or by the name.

    A namesake is taken for the same: then somebody else of the office does it.
    """
    names = (user.get_full_name(), f"{user.last_name}{user.first_name}", user.get_username())
    if user.email and person.email_hash in secrecy.lookups(user.email):
        return True
    return any(name and person.name_hash in secrecy.lookups(name) for name in names)
