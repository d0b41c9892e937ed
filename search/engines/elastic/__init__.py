"""What the Elasticsearch engine says and keeps, apart from the client that says it."""
