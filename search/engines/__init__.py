"""The engines behind `search.api`: each holds documents and answers the same plan."""
