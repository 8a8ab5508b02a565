"""OnRecord traces who said it: from any captured news page to its source."""
