"""What the program says in languages other than Chinese: one file a language and kind of text."""
