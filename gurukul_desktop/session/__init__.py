"""A student's session: the five states, and the controller that drives a search and a call."""
