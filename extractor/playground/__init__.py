"""The workshop in the browser: a text and a pack being written in, what comes of them out."""
