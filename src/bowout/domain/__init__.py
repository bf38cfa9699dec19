"""What the words mean: statuses, stages, reasons, situations. Standard library only."""
