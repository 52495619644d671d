// Expat as Debian installs it (libexpat1-dev): a parser of XML that itself opens neither files nor sockets.
#pragma once
#include <expat.h>
