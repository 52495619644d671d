// `sauro`, the command line of the suite and its gateway.

import GatewayCommandLine

await Program.run()
