"""People and live sessions: who is enrolled, who was present, who needs help."""
