"""Ledger + returned cells → changes and problems."""
