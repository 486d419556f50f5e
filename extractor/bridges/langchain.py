"""Documents of LangChain in, the same with what was found in them, or one for each record, out.

Imports langchain_core, since what is made here is one of its parts: import this file to use it.
"""

from collections.abc import Sequence
from typing import Any

from extractor.bridges.needed import needed
from extractor.bridges.passages import Passages, choose_extractor, describe, flatten
from extractor.pipeline import Extractor, PathLike
from extractor.records import Extraction

with needed("langchain"):
    from langchain_core.documents import BaseDocumentTransformer, Document
    from langchain_core.runnables import Runnable, RunnableConfig


class RecordTransformer(BaseDocumentTransformer, Runnable[Sequence[Document], Sequence[Document]]):
    """A document transformer, and a runnable for chains, that reads documents by rules.

    Each document comes back with `records`, `speakers`, `days` and `countries` in its metadata;
    with `split` there is a document for each record instead, whose metadata are texts and numbers,
    which all vector stores can hold. Offsets are those of `page_content`. The day of publication
    stands in the metadata under `date_key`; a date that is none is told under `error`.

    `rules` and `records` are those of an Extractor; `extractor` is one that is there already.
    """

    def __init__(
        self,
        *,
        rules: Sequence[PathLike] = (),
        records: Sequence[str] | None = None,
        extractor: Extractor | None = None,
        date_key: str = "date",
        split: bool = False,
    ) -> None:
        self.passages = Passages(extractor or choose_extractor(rules, records), date_key)
        self.split = split

    def transform_documents(self, documents: Sequence[Document], **_: Any) -> Sequence[Document]:
        """Give the documents with what is found in them, or a document for each record."""
        passages = (
            (each.page_content, str(each.id or each.metadata.get("source") or ""), each.metadata)
            for each in documents
        )
        pairs = zip(documents, self.passages.read_all(passages), strict=True)
        return [made for pair in pairs for made in self._tell(*pair)]

    def invoke(
        self,
        input: Sequence[Document],  # noqa: A002 - what LangChain calls it
        config: RunnableConfig | None = None,
        **options: Any,
    ) -> Sequence[Document]:
        """Do the same as a step of a chain."""
        made: Sequence[Document] = self._call_with_config(
            self.transform_documents, input, config, **options
        )
        return made

    def _tell(self, document: Document, found: Extraction) -> Sequence[Document]:
        known = document.metadata
        if not self.split:
            return [document.model_copy(update={"metadata": {**known, **describe(found)}})]
        return [
            Document(record.text, id=record.id if found.doc else None, metadata={**known, **told})
            for record, told in flatten(found)
        ]
