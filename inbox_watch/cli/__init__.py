"""The commands: arguments to calls, errors to exit codes; one file a command, loaded when it is used."""
