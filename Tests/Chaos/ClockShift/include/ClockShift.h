// Preloaded into a program, this library shifts its wall clock by what a file says; other clocks stay untouched.
#ifndef CLOCK_SHIFT_H
#define CLOCK_SHIFT_H

// The environment variable that names the file: eight bytes, seconds, in the machine's byte order.
#define CLOCK_SHIFT_VARIABLE "SAURO_CLOCK_SHIFT"

#endif
