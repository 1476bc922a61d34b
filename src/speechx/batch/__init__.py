"""Many documents: a stream of inputs through workers to files, with a manifest that a killed run is resumed by.

``inputs`` lists documents, ``parts`` groups them by the file they go to, ``work`` turns a part into bytes in a worker,
``flights`` keeps a bounded number of tasks in flight over an engine (any ``concurrent.futures.Executor``), ``run``
writes what comes back in the order of the inputs, so that the output does not depend on who did the work.
"""
