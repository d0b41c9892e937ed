"""What plans are judged by: pure functions over plain values."""
