"""The measurements of bench/run: Python's standard library alone; the peer lives in an environment of its own."""
