"""All records together: linked, held against each other, given to other programs."""
