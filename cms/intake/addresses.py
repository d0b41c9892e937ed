"""Where a request comes from."""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

HOUSEHOLD = 64  # bits of an IPv6 address that a network gives to one household


def address_of(request: HttpRequest) -> str:
    """The resident's network address; of IPv6 the household's part, for the rest changes by itself.

    Behind servers of one's own (LINLI_PROXIES) it is what the first of them was told by the network. What stands
    further left in the header anybody could have written.
    """
    found = request.META.get("REMOTE_ADDR", "")
    told = [each.strip() for each in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if each.strip()]
    if settings.PROXIES and len(told) >= settings.PROXIES:
        found = told[-settings.PROXIES]
    try:
        address = ip_address(found)
    except ValueError:
        return ""
    if address.version == 4:
        return str(address)
    return str(ip_network((address, HOUSEHOLD), strict=False).network_address)
