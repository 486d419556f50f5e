"""The rule author's workshop: packs in, what is wrong with them out."""

from extractor.checking.check import Checked, check
from extractor.checking.examples import check_examples

__all__ = ["Checked", "check", "check_examples"]
