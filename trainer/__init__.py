"""Peer Trainer: trains, examines and certifies Medi-Cal Peer Support Specialists, with no network needed."""
