// NATS as a peer: request and reply over a nats-server, through its client in C. One connection a process; the caller
// subscribes once to an inbox of its own, and its replies' handler sends the next request. The responder's replies go to
// the socket at once (natsOptions_SetSendAsap), the caller's requests only where one caller waits for each: by
// measurement the faster setting of each.

#include "Sheet.h"

#include <nats/nats.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BYTES_MAX = 1 << 20, CALLERS_MAX = 4096 };

static void check(const char *what, natsStatus status) {
    if (status != NATS_OK) sheet_fail(what, natsStatus_GetText(status));
}

static natsConnection *connected(const char *url, bool at_once) {
    natsOptions *options;
    natsConnection *connection;
    check("options", natsOptions_Create(&options));
    check("url", natsOptions_SetURL(options, url));
    check("options", natsOptions_SetSendAsap(options, at_once));
    check(url, natsConnection_Connect(&connection, options));
    natsOptions_Destroy(options);
    return connection;
}

static void echo(natsConnection *connection, natsSubscription *subscription, natsMsg *message, void *closure) {
    (void)subscription, (void)closure;
    check(
        "reply", natsConnection_Publish(
                     connection, natsMsg_GetReply(message), natsMsg_GetData(message), natsMsg_GetDataLength(message)));
    natsMsg_Destroy(message);
}

/// Serves until the standard input ends.
static void serve(const char *url) {
    natsConnection *connection = connected(url, true);
    natsSubscription *subscription;
    check("subscribe", natsConnection_Subscribe(&subscription, connection, "bench.echo", echo, NULL));
    while (getchar() != EOF) {}
}

static struct {
    char inbox[64];
    char body[BYTES_MAX];
    int bytes;
    int64_t sent[CALLERS_MAX];
    int64_t begun, end, last;
    uint32_t waiting;
    sheet sheet;
    pthread_mutex_t turn;
    pthread_cond_t over;
} calls = {.turn = PTHREAD_MUTEX_INITIALIZER, .over = PTHREAD_COND_INITIALIZER};

static void put(natsConnection *connection, uint32_t caller) {
    memcpy(calls.body, &caller, sizeof caller);
    calls.sent[caller] = sheet_now();
    check("request", natsConnection_PublishRequest(connection, "bench.echo", calls.inbox, calls.body, calls.bytes));
}

static void answered(natsConnection *connection, natsSubscription *subscription, natsMsg *message, void *closure) {
    (void)subscription, (void)closure;
    uint32_t caller;
    if (natsMsg_GetDataLength(message) != calls.bytes) sheet_fail("caller", "an answer of another length");
    memcpy(&caller, natsMsg_GetData(message), sizeof caller);
    natsMsg_Destroy(message);
    pthread_mutex_lock(&calls.turn);
    calls.last = sheet_now();
    sheet_note(&calls.sheet, calls.last - calls.sent[caller]);
    if (calls.last < calls.end) put(connection, caller);
    else if (--calls.waiting == 0) pthread_cond_signal(&calls.over);
    pthread_mutex_unlock(&calls.turn);
}

/// Calls until an end; so many callers are always waiting.
static void run(natsConnection *connection, uint32_t callers, int64_t nanoseconds) {
    pthread_mutex_lock(&calls.turn);
    calls.sheet.count = 0;
    calls.waiting = callers;
    calls.begun = sheet_now();
    calls.end = calls.begun + nanoseconds;
    for (uint32_t caller = 0; caller < callers; caller++) put(connection, caller);
    while (calls.waiting > 0) pthread_cond_wait(&calls.over, &calls.turn);
    pthread_mutex_unlock(&calls.turn);
}

static void call(const char *url, uint32_t callers, int64_t seconds, int bytes) {
    natsConnection *connection = connected(url, callers == 1);
    natsSubscription *subscription;
    natsInbox *inbox;
    check("inbox", natsInbox_Create(&inbox));
    snprintf(calls.inbox, sizeof calls.inbox, "%s", inbox);
    natsInbox_Destroy(inbox);
    calls.bytes = bytes;
    check("subscribe", natsConnection_Subscribe(&subscription, connection, calls.inbox, answered, NULL));
    run(connection, 1, 100000000);
    run(connection, callers, seconds * 1000000000);
    sheet_print(&calls.sheet, calls.last - calls.begun);
}

int main(int count, char **words) {
    if (count == 3 && strcmp(words[1], "serve") == 0) {
        serve(words[2]);
    } else if (count == 6 && strcmp(words[1], "call") == 0) {
        call(
            words[2], (uint32_t)sheet_number(words[3], 1, CALLERS_MAX), sheet_number(words[4], 1, 600),
            (int)sheet_number(words[5], 4, BYTES_MAX));
    } else {
        fprintf(stderr, "usage: nats-peer serve URL | call URL CALLERS SECONDS BYTES\n");
        return 2;
    }
    exit(0);
}
