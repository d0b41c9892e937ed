"""The engine on a server. `connection`, `node`, `stored` and `writing` talk to its client; whatever imports only the
others does without that client, which takes a second and 35 MB to load."""
