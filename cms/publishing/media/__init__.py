"""Originals of public files, and what is made of them after the publish: AVIF, PDF."""
