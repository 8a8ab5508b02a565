"""The desk: pages for people, made on the server."""
