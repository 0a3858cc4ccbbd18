"""Reading aloud with the voice that the operating system has."""
