"""All plans and all tasks, filtered; one change to many tasks, and back."""
