"""Documents into HTML: templates, words, styles, and what they share."""
