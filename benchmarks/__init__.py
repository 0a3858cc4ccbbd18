"""Promises of speed, one file each; run them with make bench."""
