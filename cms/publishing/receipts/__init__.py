"""Where each change stands: asked for, written, indexed, seen at its address. See ADR 6."""
