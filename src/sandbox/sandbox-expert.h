#pragma once

#include "sandbox-exchange.h"

G_BEGIN_DECLS

/* A stand-in for the expert service that a practice may ask what is due (CH VACD, immunrecorequest). It knows nothing of vaccination:
 * a disease against which an even number of doses was sent is due, one with an odd number is complete. Its name and every
 * sentence say that the answer is invented. POST of the message, with the key of this run. */
void sandbox_expert_answer (SandboxExchange *exchange);

G_END_DECLS
