"""One server of the cluster, asked over connections that stay open.

It asks by the standard library alone, which takes a third of what the client's own nodes take of a processor for a
question: half of all that an answer took beside the server's own time.
"""

from __future__ import annotations

import select
import ssl
import time
import weakref
from collections import deque
from http.client import HTTPConnection, HTTPException, HTTPSConnection

import elastic_transport as transport
from elastic_transport import ApiResponseMeta, BaseNode, HttpHeaders, NodeConfig, TransportError
from elastic_transport._node import NodeApiResponse
from elastic_transport.client_utils import DEFAULT, DefaultType


class LeanNode(BaseNode):
    """A server of the cluster. Threads share it: each question has a connection to itself."""

    _CLIENT_META_HTTP_CLIENT = ("hc", "1.1")

    def __init__(self, config: NodeConfig) -> None:
        super().__init__(config)
        self._tls = _tls(config) if config.scheme == "https" else None
        self._idle: deque[HTTPConnection] = deque()
        weakref.finalize(self, _close, self._idle)

    def perform_request(
        self,
        method: str,
        target: str,
        body: bytes | None = None,
        headers: HttpHeaders | None = None,
        request_timeout: DefaultType | float | None = DEFAULT,
    ) -> NodeApiResponse:
        """Ask and read the answer. Raises ConnectionError, ConnectionTimeout or TlsError, as the client expects."""
        begun = time.monotonic()
        timeout = self.config.request_timeout if isinstance(request_timeout, DefaultType) else request_timeout
        connection = self._connection(timeout)
        try:
            connection.request(method, self.path_prefix + target, body, {**self.headers, **(headers or {})})
            answer = connection.getresponse()
            said = answer.read()
        except BaseException as error:
            connection.close()
            if isinstance(error, OSError | HTTPException):
                raise _known(error) from error
            raise
        if answer.will_close or len(self._idle) >= self.config.connections_per_node:
            connection.close()
        else:
            self._idle.append(connection)
        given = HttpHeaders(answer.getheaders())
        meta = ApiResponseMeta(answer.status, "1.1", given, time.monotonic() - begun, self.config)
        return NodeApiResponse(meta, said)

    def _connection(self, timeout: float | None) -> HTTPConnection:
        """The connection used last, unless the server has hung up meanwhile; a new one where there is none."""
        while self._idle:
            try:
                connection = self._idle.pop()
            except IndexError:
                break  # another thread took the last
            if connection.sock is not None and not _hung_up(connection):
                connection.sock.settimeout(timeout)
                return connection
            connection.close()
        if self._tls is None:
            return HTTPConnection(self.host, self.port, timeout=timeout)
        return HTTPSConnection(self.host, self.port, timeout=timeout, context=self._tls)

    def close(self) -> None:
        """Close the connections that nobody uses at the moment."""
        _close(self._idle)


def _close(idle: deque[HTTPConnection]) -> None:
    while idle:
        idle.pop().close()


def _tls(config: NodeConfig) -> ssl.SSLContext:
    """Whose certificates are believed."""
    context = ssl.create_default_context(cafile=config.ca_certs or None)
    if not config.verify_certs:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def _hung_up(connection: HTTPConnection) -> bool:
    """Whether there is something to read where nothing was asked: the end."""
    waiting = select.poll()
    waiting.register(connection.sock, select.POLLIN)
    return bool(waiting.poll(0))


def _known(error: Exception) -> TransportError:
    """The error in the client's words."""
    if isinstance(error, TimeoutError):
        return transport.ConnectionTimeout("the server did not answer in time", errors=(error,))
    kind = transport.TlsError if isinstance(error, ssl.SSLError) else transport.ConnectionError
    return kind(str(error) or type(error).__name__, errors=(error,))
