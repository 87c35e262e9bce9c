"""What the files that carry reports say around them: words of web pages."""
