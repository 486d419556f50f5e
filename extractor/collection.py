"""Pauses the collector of cyclic garbage while rules are compiled or a document is read.

Neither makes cycles worth collecting, but both keep many small objects alive until they are done,
and passing over them again and again would cost a tenth of the time of a short document and a third
of a long one.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Keep the collector from running inside the block; one that was off stays off.

    The switch is the process's: a thread that ends first turns it on for all, which does no harm.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
