// What every peer in C notes of its calls: how long each took, and what it prints of them.

#ifndef SHEET_H
#define SHEET_H

#include <stddef.h>
#include <stdint.h>

typedef struct {
    int64_t *times;
    size_t count;
    size_t room;
} sheet;

/// Nanoseconds on a clock that never goes back (clock_gettime(2), CLOCK_MONOTONIC).
int64_t sheet_now(void);

/// Notes a call of so many nanoseconds. Ends the program where there is no memory.
void sheet_note(sheet *sheet, int64_t nanoseconds);

/// Prints calls a second and the microseconds within which half and 99 of 100 were answered. Ends the program with 1
/// where there was no call.
void sheet_print(sheet *sheet, int64_t elapsed);

/// Says what failed and why, and ends the program with 1.
_Noreturn void sheet_fail(const char *what, const char *why);

/// A number of the command line from `least` to `most`; ends the program with 2 for any other.
long sheet_number(const char *text, long least, long most);

#endif
