"""What things may be called in rule files, and how a few of their values are written."""

import re

# What a lexicon, phrase, kind or field may be called, so that patterns can name it.
NAME = re.compile(r"[a-z][a-z0-9_]*")
RULE_ID = re.compile(r"[a-z][a-z0-9_]*(?:[.-][a-z0-9_-]+)*")
LAYER_NAME = re.compile(r"[A-Z][A-Za-z0-9]*")
LINKED = re.compile(r"(?P<field>[a-z_]+):<(?P<layer>[A-Z][A-Za-z0-9]*)>")
CODE = re.compile(r"[A-Z]{2}")
LETTERS = re.compile(r"[A-Z]")
SHARE = re.compile(r"0(\.\d{1,6})?|1(\.0{1,6})?")
