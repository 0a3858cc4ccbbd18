"""Tests of Peer Trainer; the folders mirror the rooms of the program."""
