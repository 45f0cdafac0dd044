"""From a file to a checked record, and what is wrong said in words."""
