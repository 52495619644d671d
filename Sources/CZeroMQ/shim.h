// The door to libzmq. `link "zmq"` stands in the module map, because the flags of its pkg-config
// file upset SwiftPM. eventfd(2) is here because Swift's Glibc module leaves it out, and it is what
// wakes a thread that polls sockets.
#pragma once
#include <sys/eventfd.h>
#include <zmq.h>
