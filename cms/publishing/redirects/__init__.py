"""What former addresses lead to. See ADR 7."""
