"""The addresses that the built site needs itself, so that no page may have them."""

BELOW_HOME = frozenset({"search", "popular", "map", "feed.xml"})
BELOW_SECTIONS = frozenset({"archive", "year", "issuer"})
