"""Comments written into DOCX: which runs hold a figure, runs cut around it, the parts of the file."""
