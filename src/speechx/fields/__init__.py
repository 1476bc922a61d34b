"""The fields of a speech, one module each: a docstring that specifies it and an ordered table of named rules."""
