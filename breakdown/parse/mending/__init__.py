"""Lines mended before they are read: closed up, joined, parted."""
