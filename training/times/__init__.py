"""Time expressions: the reading's rules measured on TimeBank."""
