"""DOOR for workbooks, the ledger, the folder's settings and templates: all that touches the disk except notices."""
