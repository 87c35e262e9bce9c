"""Many documents at once: one function over Arrow batches, a pool of workers around it, and a store that it fills.

``work`` is the boundary to scale: the local runner and Spark call the same function.
"""
