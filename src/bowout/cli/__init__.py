"""The command line: one file per command or group, imported when its name is typed."""
