// libpq as Debian installs it (libpq-dev); its folder comes from pkg-config.
#include <libpq-fe.h>
