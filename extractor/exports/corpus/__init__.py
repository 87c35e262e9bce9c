"""What the page of a corpus is made of: a small summary of each report, packed for a script."""
