"""Wire shapes: every JSON body that enters or leaves, written once."""
