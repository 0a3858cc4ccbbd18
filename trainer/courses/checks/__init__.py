"""The rules that authored content keeps, one module for each thing that is checked."""
