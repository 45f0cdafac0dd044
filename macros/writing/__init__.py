"""Help for those who write: questions, repairs, the live preview, what changed."""
