"""What staff see of plans beside the editor: lists, work on many tasks, spreadsheets, a year's beginning and end."""
