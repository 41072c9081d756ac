#pragma once

#include <gio/gio.h>

#include "model-issue.h"

G_BEGIN_DECLS

#define EPR_ERROR (epr_error_quark ())
GQuark epr_error_quark (void);

/* What goes wrong above HTTP. The message is for the IT person: English, with status, host and trace
 * id where there was an answer, never with a patient's data. */
typedef enum
{
  EPR_ERROR_SETTINGS,         /* a community file that cannot be used; the message names group and key */
  EPR_ERROR_NOT_JSON,         /* an answer that is no JSON document */
  EPR_ERROR_CUT_OFF,          /* JSON that ends in the middle */
  EPR_ERROR_NOT_EXPECTED,     /* JSON, but not what was asked for */
  EPR_ERROR_NO_NUMBER,        /* the patient has no number by which this community names her */
  EPR_ERROR_NO_CONTENT,       /* a document whose metadata name no address to fetch it from */
  EPR_ERROR_NO_SECRET,        /* the keyring is open and holds no secret for this community */
  EPR_ERROR_KEYRING_LOCKED,   /* the secret may be there, but the keyring is locked */
  EPR_ERROR_KEYRING_MISSING,  /* there is no keyring on this computer */
  EPR_ERROR_NOT_SIGNED_IN,
  EPR_ERROR_SERVER_SAID_NO,   /* 2xx with nothing but an OperationOutcome of severity error */
  EPR_ERROR_LEVEL_REFUSED,    /* the patient's rules do not accept a document of this confidentiality (R-MHD-31) */
  EPR_ERROR_DUPLICATE,        /* a document of this uniqueId is in the record already */
  EPR_ERROR_DUPLICATE_OTHER,  /* … with other content */
  EPR_ERROR_METADATA_REFUSED, /* the server names an element that it does not accept, or may not be changed */
  EPR_ERROR_DOCUMENT_TOO_LARGE,   /* for this server: 413 */
  EPR_ERROR_CONTENT_DIFFERENT,    /* what was to be sent cannot be read, or is not as long as stated */
  EPR_ERROR_CHANGED_MEANWHILE,    /* the metadata are no longer those that were read: 409, 412 */
  EPR_ERROR_OTHER_ANSWER,     /* of an expert service: about another patient, or to another question */
  EPR_ERROR_NOT_ASKABLE,      /* the question to it would break a rule, and was not sent */
  EPR_ERROR_NO_DIRECTORY,     /* the community has none, or not for this person */
} EprError;

/* What the server said in the body of a failed answer (R-COM-13); empty when it said nothing.
 * (transfer full) (element-type ModelIssue) */
GPtrArray *epr_error_dup_issues (const GError *error);

G_END_DECLS
