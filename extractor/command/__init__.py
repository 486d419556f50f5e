"""The command line: one file a verb. May know everything of the library; nothing may know it."""
