"""From one year to the next, and from one language to the other: copies, comparisons, pairs, the account of a year."""
