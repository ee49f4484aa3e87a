"""The microphone's voice, made fit to be heard: no echo, little noise, an even level."""
