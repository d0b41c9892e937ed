"""How a vote is sealed, counted and looked over: plain Python. See docs/adr/0026-ballots.md."""
