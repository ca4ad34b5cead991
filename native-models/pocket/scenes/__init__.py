"""What a picture may hold, random scenes, and how they are drawn."""
