"""Web pages as a browser saves them."""
