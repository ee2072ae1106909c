"""Reading circles: who is in one, its story, what is asked of me, what an administrator keeps."""
