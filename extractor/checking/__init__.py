"""The rule author's workshop: packs in, what is wrong with them out."""

from extractor.checking.check import Checked, check
from extractor.checking.examples import check_examples
from extractor.checking.explaining import Explainer, explain

__all__ = ["Checked", "Explainer", "check", "check_examples", "explain"]
