"""The addresses that the built site needs itself, so that no page may have them."""

BELOW_HOME = frozenset(
    {
        "search",
        "my",
        "popular",
        "map",
        "feed.xml",
        "organisations",
        "activities",
        "archive",
        "offline",
        "gone",
        "feedback",
    }
)
BELOW_SECTIONS = frozenset({"archive", "year", "issuer"})
