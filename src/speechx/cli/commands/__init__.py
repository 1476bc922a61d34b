"""The commands: one module each, with its arguments, its help and nothing else.

A module has ``command``, whose docstring is the help, and ``EXAMPLES``. What a command does stands in the module of the
same name in ``speechx.cli.tasks``, which is loaded when the command runs.
"""
