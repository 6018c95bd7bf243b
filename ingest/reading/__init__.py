"""One reader per format; each turns a file into a ReadDocument: blocks of text that know their page and heading."""
