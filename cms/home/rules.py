"""The addresses that the built site needs itself, so that no page may have them."""

DIRECTORY = "organisations"
BELOW_HOME = frozenset(
    {
        "search",
        "my",
        "popular",
        "map",
        "feed.xml",
        DIRECTORY,
        "activities",
        "archive",
        "offline",
        "gone",
        "feedback",
        "honours",
    }
)
BELOW_SECTIONS = frozenset({"archive", "year", "issuer"})
