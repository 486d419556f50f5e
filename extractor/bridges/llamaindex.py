"""Nodes of LlamaIndex in, metadata of what was found in them out.

Imports llama_index.core, since what is made here is one of its parts: import this file to use it.
"""

from collections.abc import Sequence
from typing import Any

from extractor.bridges.needed import needed
from extractor.bridges.passages import Passages, choose_extractor, describe
from extractor.version import __version__

with needed("llamaindex"):
    from llama_index.core.bridge.pydantic import Field, PrivateAttr
    from llama_index.core.extractors import BaseExtractor
    from llama_index.core.schema import BaseNode, MetadataMode

RECORDS = "records"


class RecordExtractor(BaseExtractor):
    """A metadata extractor for ingestion pipelines that reads nodes by rules, without a model.

    Each node gets `records`, `speakers`, `days` and `countries`. The records are kept out of what
    models and embeddings see. Offsets are those of the node's own text. The day of publication
    stands in the metadata under `date_key`; a date that is none is told under `error`.

    `rules` (paths of packs) and `records` (kinds) are those of an Extractor.
    """

    rules: list[str] = Field(default_factory=list, description="Paths of rule packs.")
    records: list[str] | None = Field(default=None, description="Kinds of record.")
    date_key: str = Field(default="date", description="The key of the day of publication.")
    made_by: dict[str, str] = Field(
        default_factory=dict, description="Version of the library, and the hash of each pack."
    )
    disable_template_rewrite: bool = Field(default=True, description="Leave the text as it is.")
    _passages: Passages = PrivateAttr()

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        extractor = choose_extractor(self.rules, self.records)
        self._passages = Passages(extractor, self.date_key)
        # caches of pipelines are told apart by the settings: other rules must be other settings
        packs = {name: pack.hash for name, pack in sorted(extractor.ruleset.packs.items())}
        self.made_by = {"newsrules": __version__, **packs}

    @classmethod
    def class_name(cls) -> str:
        """Give the name under which LlamaIndex serialises this."""
        return "RecordExtractor"

    async def aextract(self, nodes: Sequence[BaseNode]) -> list[dict[str, Any]]:
        """Give the metadata of each node."""
        return [describe(found) for found in self._passages.read_all(map(self._passage, nodes))]

    def _passage(self, node: BaseNode) -> tuple[str, str, dict[str, Any]]:
        text = node.get_content(metadata_mode=MetadataMode.NONE)
        hidden = (node.excluded_embed_metadata_keys, node.excluded_llm_metadata_keys)
        for keys in hidden:
            if RECORDS not in keys:
                keys.append(RECORDS)
        return text, node.node_id, node.metadata
