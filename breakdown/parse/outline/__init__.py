"""Running text: lines gathered into numbered nodes, the list parted from its letter, nodes turned into rows."""
