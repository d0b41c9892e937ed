"""A real Elasticsearch 8 node for tests, built from the server's jars on Maven Central."""
