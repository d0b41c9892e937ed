"""The public files: what there has to be, what is out of date, and the making of it."""
