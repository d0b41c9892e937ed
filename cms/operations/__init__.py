"""Running Linli on a machine: the first start, the processes, backups."""
