"""What staff and reviewers see of campaigns beside the editor: scoring, results, objections."""
