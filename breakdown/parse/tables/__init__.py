"""Tables, with their borders or without: which column holds what, and one row as written per task."""
