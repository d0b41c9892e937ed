"""The demonstration's pictures, drawn by the project itself as layers of cut paper."""
