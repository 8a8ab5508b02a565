"""What answers and requests look like: a pydantic model each, from which the OpenAPI document is made."""
