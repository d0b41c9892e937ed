"""What Gunicorn reads before it serves, beside the words of its command line (see `processes`)."""

from gunicorn.http import message

LONGEST_ADDRESS = 65_536
"""Bytes of a request's first line. A question is sent in the address, where Chinese takes nine bytes a character: one
that was pasted as a whole page shall be answered as any other, by its beginning, and not by 414."""

message.MAX_REQUEST_LINE = LONGEST_ADDRESS  # Gunicorn takes no greater number than this one of its own, 8190
limit_request_line = LONGEST_ADDRESS

worker_class = "cms.operations.web_worker.WebWorker"
