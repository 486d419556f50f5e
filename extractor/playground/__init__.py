"""The workshop in the browser: a text and a pack as they are being written in; what comes of them out."""
