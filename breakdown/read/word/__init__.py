"""Word documents, and what LibreOffice turns into one."""
