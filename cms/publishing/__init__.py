"""From documents to what residents see.

The modules here bring documents in line with pages and hand work to the projections (`services`, `pending`, `changes`,
`worker`, `indexing`); how one document reads others is `catalogue`. The packages: `rendering` turns documents into
HTML, `tree` keeps the public files, `redirects` what former addresses lead to, `media` pictures and papers that are
made after the publish, and `receipts` tells staff what became of a change.
"""
