"""The store in memory: the lobby and what else one instance has to know, gone at its end."""
