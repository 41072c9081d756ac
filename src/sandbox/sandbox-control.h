#pragma once

#include "sandbox-exchange.h"

G_BEGIN_DECLS

/* /control/…: how tests and teachers steer the community and see what was sent. */
void sandbox_control_faults     (SandboxExchange *exchange);   /* GET and POST */
void sandbox_control_reset      (SandboxExchange *exchange);
void sandbox_control_log        (SandboxExchange *exchange);

/* Starts the line of a request in the log: no secrets, so that it can be shown anywhere. */
void sandbox_control_record     (SandboxExchange *exchange);

/* What was deposited: uniqueId, size, hash, status. */
void sandbox_control_deposits (SandboxExchange *exchange);

G_END_DECLS
