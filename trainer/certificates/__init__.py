"""Who may have a certificate, its facts, number, signature, verification and life cycle."""
