"""What people put right in readings: typed, anchored to the words, applied over whatever a reader finds."""
