"""What is taught: outline, lessons, questions, packs, contact time and search."""
