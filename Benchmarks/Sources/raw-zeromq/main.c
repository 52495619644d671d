// The limit of an echo over two hops: libzmq alone, in C, with nothing read of what it carries. Three processes, as in
// the suite: a caller (DEALER), a broker between (libzmq's own proxy of ROUTER and DEALER), a worker (ROUTER).

#include "Sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zmq.h>

enum { BYTES_MAX = 1 << 20, CALLERS_MAX = 4096 };

static void *opened(void *context, int kind, int binds, const char *endpoint) {
    void *socket = zmq_socket(context, kind);
    if (socket == NULL) sheet_fail("zmq_socket", zmq_strerror(zmq_errno()));
    int unlimited = 0;
    zmq_setsockopt(socket, ZMQ_SNDHWM, &unlimited, sizeof unlimited);
    zmq_setsockopt(socket, ZMQ_RCVHWM, &unlimited, sizeof unlimited);
    int code = binds ? zmq_bind(socket, endpoint) : zmq_connect(socket, endpoint);
    if (code != 0) sheet_fail(endpoint, zmq_strerror(zmq_errno()));
    return socket;
}

static void broker(void *context, const char *clients, const char *workers) {
    void *front = opened(context, ZMQ_ROUTER, 1, clients);
    void *back = opened(context, ZMQ_DEALER, 1, workers);
    zmq_proxy(front, back, NULL);
}

/// Sends back every frame it gets, in order.
static void worker(void *context, const char *workers) {
    void *socket = opened(context, ZMQ_DEALER, 0, workers);
    for (;;) {
        zmq_msg_t message;
        zmq_msg_init(&message);
        if (zmq_msg_recv(&message, socket, 0) < 0) sheet_fail("worker", zmq_strerror(zmq_errno()));
        int more = zmq_msg_more(&message);
        if (zmq_msg_send(&message, socket, more ? ZMQ_SNDMORE : 0) < 0)
            sheet_fail("worker", zmq_strerror(zmq_errno()));
    }
}

/// A call is a message whose first bytes say which caller it is of.
static void put(void *socket, char *body, size_t bytes, uint32_t caller, int64_t *sent) {
    memcpy(body, &caller, sizeof caller);
    sent[caller] = sheet_now();
    if (zmq_send(socket, body, bytes, 0) < 0) sheet_fail("caller", zmq_strerror(zmq_errno()));
}

static uint32_t take(void *socket, char *body, size_t bytes) {
    int taken = zmq_recv(socket, body, bytes, 0);
    if (taken < 0) sheet_fail("caller", zmq_strerror(zmq_errno()));
    if ((size_t)taken != bytes) sheet_fail("caller", "an answer of another length");
    uint32_t caller;
    memcpy(&caller, body, sizeof caller);
    return caller;
}

static void call(void *context, const char *clients, uint32_t callers, int64_t seconds, size_t bytes) {
    static char body[BYTES_MAX];
    static int64_t sent[CALLERS_MAX];
    void *socket = opened(context, ZMQ_DEALER, 0, clients);
    for (int turn = 0; turn < 100; turn++) {
        put(socket, body, bytes, 0, sent);
        take(socket, body, bytes);
    }
    sheet sheet = {0};
    int64_t begun = sheet_now(), end = begun + seconds * 1000000000, now = begun;
    for (uint32_t caller = 0; caller < callers; caller++) put(socket, body, bytes, caller, sent);
    for (uint32_t waiting = callers; waiting > 0;) {
        uint32_t caller = take(socket, body, bytes);
        now = sheet_now();
        sheet_note(&sheet, now - sent[caller]);
        if (now < end) put(socket, body, bytes, caller, sent);
        else waiting--;
    }
    sheet_print(&sheet, now - begun);
}

int main(int count, char **words) {
    void *context = zmq_ctx_new();
    if (count == 4 && strcmp(words[1], "broker") == 0) {
        broker(context, words[2], words[3]);
    } else if (count == 3 && strcmp(words[1], "worker") == 0) {
        worker(context, words[2]);
    } else if (count == 6 && strcmp(words[1], "call") == 0) {
        call(
            context, words[2], (uint32_t)sheet_number(words[3], 1, CALLERS_MAX), sheet_number(words[4], 1, 600),
            (size_t)sheet_number(words[5], 4, BYTES_MAX));
        // What is still to be sent is nobody's.
        exit(0);
    } else {
        fprintf(
            stderr, "usage: raw-zeromq broker CLIENTS WORKERS | worker WORKERS | call CLIENTS CALLERS SECONDS BYTES\n"
                    "       endpoints such as ipc:///tmp/a\n");
        return 2;
    }
}
