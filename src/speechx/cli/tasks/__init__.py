"""What the commands do once their arguments are read: one module a command, sources in, bytes out."""
