"""Small widgets that every screen shares, one a file."""
