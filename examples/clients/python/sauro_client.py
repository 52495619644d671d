#!/usr/bin/env python3
"""Ask a running suite for a unit's name: sauro_client.py DATA CODE

DATA is the folder `sauro up` was given, CODE a unit's code. Needs pyzmq, nothing of Sauro.
Leaves with 0 and the name, 1 after an error reply, 2 when used wrongly, 7 when no answer came.
"""
import json
import os
import sys
import zmq

PATIENCE = 10_000  # milliseconds


def call(socket, method, params):
    """One JSON-RPC call over MDP (RFC 7): a REQ socket adds the empty frame, we add the other three."""
    # A write would carry a key of its own, made once and sent again with every repetition:
    #   params["_meta"]["idempotencyKey"] = str(uuid.uuid4())
    # The service then executes it once, however often it arrives. Never repeat a write without a key:
    # no answer does not mean that nothing happened.
    params = {**params, "_meta": {"deadline": PATIENCE}}
    body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
    service = method.split(".")[0]
    socket.send_multipart([b"MDPC01", service.encode(), json.dumps(body).encode()])
    if not socket.poll(PATIENCE + 1_000):
        raise TimeoutError(f"{service} did not answer in time; try again")
    protocol, _, reply = socket.recv_multipart()
    assert protocol == b"MDPC01"
    return json.loads(reply)


def main():
    if len(sys.argv) != 3:
        print(__doc__.splitlines()[0], file=sys.stderr)
        return 2
    data, code = sys.argv[1:]
    with zmq.Context() as context, context.socket(zmq.REQ) as socket:
        socket.linger = 0  # do not wait at the end for a gateway that is not there
        socket.connect("ipc://" + os.path.join(os.path.abspath(data), "run", "client.ipc"))
        try:
            answer = call(socket, "registry.unit.get", {"unit": code})
        except TimeoutError as problem:
            print(problem, file=sys.stderr)
            return 7
    if "error" in answer:
        error = answer["error"]
        print(f"{error['data']['name']}: {error['message']}", file=sys.stderr)
        return 1
    print(answer["result"]["name"]["vi"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
