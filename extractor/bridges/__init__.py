"""One file a foreign library, imported only where that library asks for it."""
