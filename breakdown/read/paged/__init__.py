"""Formats of printed pages: characters and rules in their places become paragraphs and tables."""
