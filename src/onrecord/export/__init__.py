"""What leaves OnRecord: a module per format."""
