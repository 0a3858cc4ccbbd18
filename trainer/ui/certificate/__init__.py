"""Certificate: what is met and what is missing, the page itself, printing and saving it."""
