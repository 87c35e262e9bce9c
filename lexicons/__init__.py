"""What we know, as data that a domain expert edits: how officials write, and what each kind of report holds.

This package holds files and the few functions that load and validate them; it imports nothing of ours.
"""
