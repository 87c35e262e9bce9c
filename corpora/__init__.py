"""Examples with the results that are expected of them; data, never imported by the program."""
