#include "Sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int64_t sheet_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

void sheet_note(sheet *sheet, int64_t nanoseconds) {
    if (sheet->count == sheet->room) {
        sheet->room = sheet->room == 0 ? 1 << 16 : sheet->room * 2;
        sheet->times = realloc(sheet->times, sheet->room * sizeof *sheet->times);
        if (sheet->times == NULL) sheet_fail("notes", "no memory");
    }
    sheet->times[sheet->count++] = nanoseconds;
}

static int compare(const void *left, const void *right) {
    int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

void sheet_print(sheet *sheet, int64_t elapsed) {
    if (sheet->count == 0) sheet_fail("calls", "none was answered");
    qsort(sheet->times, sheet->count, sizeof *sheet->times, compare);
    printf(
        "%.1f %.3f %.3f\n", sheet->count * 1e9 / elapsed, sheet->times[sheet->count / 2] / 1e3,
        sheet->times[sheet->count * 99 / 100] / 1e3);
}

void sheet_fail(const char *what, const char *why) {
    fprintf(stderr, "%s: %s\n", what, why);
    exit(1);
}

long sheet_number(const char *text, long least, long most) {
    char *end;
    long number = strtol(text, &end, 10);
    if (*text == 0 || *end != 0 || number < least || number > most) {
        fprintf(stderr, "\"%s\" is no number of %ld to %ld\n", text, least, most);
        exit(2);
    }
    return number;
}
