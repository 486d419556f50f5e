"""How much of a pack is read: a pack from a stranger can hold anything.

All are counts, and all are far above what a pack of rules needs; what is above one is refused
before any work is done for it.
"""

YAML_BYTES = 4_000_000
TABLE_BYTES = 100_000_000
PACK_BYTES = 300_000_000
FILES = 2_000
FOLDERS_DEEP = 20
# In one YAML file: nodes, nodes inside one another, characters of one text.
NODES = 200_000
NODES_DEEP = 40
CHARACTERS = 100_000
# In all packs together.
RULES = 20_000
LEXICON_ROWS = 3_000_000
# Rules that extend one another in a row, and layers that stand on one another.
EXTENDS_DEEP = 40
LAYERS_DEEP = 200
# Of one pattern: characters of its line, steps once its phrases are written out, brackets inside
# one another, and the steps that one try can take at one token.
LINE = 4_000
STEPS = 4_000
STEPS_DEEP = 40
COST = 100_000
