"""Tools for those who build Peer Trainer: set-up, gates, catalogues and generated pages."""
