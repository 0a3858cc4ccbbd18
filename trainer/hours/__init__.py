"""The heart: the ledger of study, the policy, and the credit that follows from them."""
