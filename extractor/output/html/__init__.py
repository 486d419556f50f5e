"""Extractions in, one page of HTML out that needs nothing else: no host, no font, no library."""

from extractor.output.html.frame import embed, write_html

__all__ = ["embed", "write_html"]
