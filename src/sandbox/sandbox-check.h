#pragma once

#include "sandbox-exchange.h"

G_BEGIN_DECLS

/* What is wrong with resources that were sent: the first fault is kept, by the element's path, an XDS code
 * (R-MHD-30) and a rule in words. */
typedef struct
{
  SandboxExchange      *exchange;  /* borrowed, likewise the others */
  const SandboxPatient *patient;
  gboolean              changes;   /* a change of metadata: role and status were there before and stay */

  char                 *element;   /* (owned) (nullable) of the first fault; NULL: none yet */
  const char           *code;
  char                 *rule;      /* (owned) (nullable) */
} SandboxCheck;

void        sandbox_check_clear    (SandboxCheck *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SandboxCheck, sandbox_check_clear)

/* Keeps the fault unless @good. Returns whether nothing was wrong so far. */
gboolean    sandbox_check_need     (SandboxCheck *self, gboolean good, const char *element, const char *rule);
/* … with an XDS code (static) of its own; else it is XDSRepositoryMetadataError. */
gboolean    sandbox_check_need_xds (SandboxCheck *self, gboolean good, const char *code, const char *element, const char *rule);
/* 422 (the gateway: 400), OperationOutcome with code, element and rule. */
void        sandbox_check_refuse   (SandboxCheck *self);

/* How often the element @name of @object is there: between @minimum and @maximum. */
void        sandbox_check_count    (SandboxCheck *self, JsonObject *object, const char *name, guint minimum, guint maximum,
                                    const char *path);
/* @coding is of the national value set @set, with its system. */
void        sandbox_check_coding   (SandboxCheck *self, JsonObject *coding, const char *set, const char *path);
/* A CodeableConcept's first coding is. */
void        sandbox_check_concept  (SandboxCheck *self, JsonObject *concept, const char *set, const char *path);
/* An identifier with both parts; @system and @prefix of the value are nullable. */
void        sandbox_check_identifier (SandboxCheck *self, JsonObject *identifier, const char *system, const char *prefix,
                                      const char *path);
/* No other elements than @known, a NULL-terminated list, and nothing empty anywhere within. */
void        sandbox_check_known    (SandboxCheck *self, JsonObject *object, const char *const *known, const char *path);
/* A FHIR dateTime; with time and zone when @whole. */
void        sandbox_check_date     (SandboxCheck *self, const char *text, gboolean whole, const char *path);

/* Extensions of that address; @n: how many (nullable). The first is returned (borrowed) (nullable). */
JsonObject *sandbox_check_extension (JsonObject *resource, const char *url, guint *n);
/* The resource within that "#id" names (borrowed) (nullable). */
JsonObject *sandbox_check_contained (JsonObject *resource, JsonObject *reference);

G_END_DECLS
