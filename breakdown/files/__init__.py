"""DOOR for workbooks, the ledger, the folder's settings and templates: everything that touches the disk except notices."""
