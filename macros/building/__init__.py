"""What the build adds to the pages that MkDocs makes, and what it trims."""
