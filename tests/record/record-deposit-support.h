#pragma once

#include "epr-deposit-support.h"
#include "net-token-vault.h"
#include "record-test-support.h"

G_BEGIN_DECLS

/* Somebody, signed in at the real sandbox with the client alone, in front of one patient's record. */
typedef struct
{
  Sandbox       *sandbox;
  NetTokenVault *vault;
  EprClient     *client;
  ModelPatient  *patient;
  EprAccess     *access;
} Depositor;

/* @preset: "ch-epr-fhir-5" or "mag-1". Martina, in front of Franz Muster's record. */
void        depositor_open  (Depositor *self, const char *preset);
/* The same at the sandbox of another, as the archive of the practice (5.5); closed by depositor_leave(). */
void        depositor_open_technical (Depositor *self, Depositor *other);
void        depositor_leave (Depositor *self);
void        depositor_close (Depositor *self);
/* Another patient's, as she is searched for: "Muster, Anna 12.03.1948". */
void        depositor_turn_to (Depositor *self, const char *question);

/* @letter from a TestStream. */
EprReceipt *depositor_send  (Depositor *self, const Letter *letter, const char *replaces, GError **error);

G_END_DECLS
