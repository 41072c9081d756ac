/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-problem.h"

#include "epr-error.h"
#include "model-issue.h"
#include "net-error.h"
#include "record-error.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

typedef struct
{
  int         code;
  const char *title;
  const char *sentence;
  ModelWay    way;
} Words;

static const Words net_words[] = {
  { NET_ERROR_UNKNOWN_HOST, N_("Server Not Found"),
    N_("The community’s address is not known on the network. Check the network connection of this computer; if it works, the address in the settings is wrong."),
    MODEL_WAY_RETRY },
  { NET_ERROR_UNREACHABLE, N_("Community Not Reachable"),
    N_("The connection to the community could not be made or was cut. Nothing was lost; try again in a moment."),
    MODEL_WAY_RETRY },
  { NET_ERROR_TIMED_OUT, N_("No Answer in Time"),
    N_("The community did not answer in time. It may be busy; try again in a moment."),
    MODEL_WAY_RETRY },
  { NET_ERROR_TLS, N_("Connection Not Secure"),
    N_("The server could not prove that it is the community’s. Nothing was sent. Please tell your IT department."),
    MODEL_WAY_RETRY },
  { NET_ERROR_TLS_CLOCK, N_("Check the Clock"),
    N_("The secure connection was refused because the date or time of this computer is wrong. Set the clock, then try again."),
    MODEL_WAY_RETRY },
  { NET_ERROR_BAD_REQUEST, N_("Request Not Accepted"),
    N_("The community did not accept the request. The details say why; your IT department can help."),
    MODEL_WAY_RETRY },
  { NET_ERROR_UNAUTHORIZED, N_("Access Refused"),
    N_("The community refused access, or your sign-in has ended. Sign in again; if it happens again, this record may be closed to you."),
    MODEL_WAY_SIGN_IN },
  { NET_ERROR_FORBIDDEN, N_("Access Not Granted"),
    N_("The patient’s access rights do not allow this. Only the patient can change them."),
    MODEL_WAY_BACK_TO_SEARCH },
  { NET_ERROR_NOT_FOUND, N_("Not Found"),
    N_("The community no longer has this, or access to it was withdrawn. Reload the list to see what there is now."),
    MODEL_WAY_RELOAD_LIST },
  { NET_ERROR_GONE, N_("Document Withdrawn"),
    N_("This document was withdrawn from the record. Reload the list to see what there is now."),
    MODEL_WAY_RELOAD_LIST },
  { NET_ERROR_THROTTLED, N_("Too Many Requests"),
    N_("The community asks to wait a little before the next request."),
    MODEL_WAY_RETRY },
  { NET_ERROR_SERVER, N_("Fault at the Community"),
    N_("The community’s server has a fault. This computer is all right; try again later."),
    MODEL_WAY_RETRY },
  { NET_ERROR_UNEXPECTED, N_("Unexpected Answer"),
    N_("The community answered something that was not asked for. Please tell your IT department."),
    MODEL_WAY_RETRY },
  { NET_ERROR_TOO_LARGE, N_("Answer Too Large"),
    N_("The answer is larger than this program accepts, so reading it was stopped."),
    MODEL_WAY_RETRY },
  { NET_ERROR_FOREIGN_ORIGIN, N_("Foreign Server Refused"),
    N_("The community pointed to a server that is not among its own. Your access was not sent there."),
    MODEL_WAY_RELOAD_LIST },
  { NET_ERROR_INSECURE, N_("Connection Not Encrypted"),
    N_("The address is not encrypted, so nothing was sent. Please tell your IT department."),
    MODEL_WAY_NONE },
  { NET_ERROR_INTERACTION_REQUIRED, N_("Please Sign In Again"),
    N_("Your identity provider wants to see you again."),
    MODEL_WAY_SIGN_IN },
  { NET_ERROR_NO_BROWSER, N_("No Web Browser"),
    N_("Signing in needs a web browser and none could be opened. Copy the address from the details into a browser on this computer."),
    MODEL_WAY_SIGN_IN },
  { NET_ERROR_SIGN_IN_REFUSED, N_("Sign-In Refused"),
    N_("The sign-in was refused. Check that your account is registered with the community, then try again."),
    MODEL_WAY_SIGN_IN },
  { NET_ERROR_SIGN_IN_TAMPERED, N_("Sign-In Stopped"),
    N_("The answer to the sign-in did not fit the question, so it was not used. Try again; if it happens again, tell your IT department."),
    MODEL_WAY_SIGN_IN },
  { NET_ERROR_CLOCK, N_("Check the Clock"),
    N_("The clock of this computer differs too much from the community’s. Set it, then try again."),
    MODEL_WAY_RETRY },
  { NET_ERROR_KEY, N_("Signing Key Missing"),
    N_("The signing key of this installation is missing or cannot be used. Your IT department must set it up."),
    MODEL_WAY_NONE },
};

static const Words epr_words[] = {
  { EPR_ERROR_SETTINGS, N_("Settings Cannot Be Used"),
    N_("The settings file of the community has a fault. The details name the place; your IT department can mend it."),
    MODEL_WAY_NONE },
  { EPR_ERROR_NOT_JSON, N_("Answer Not Readable"),
    N_("The community’s answer cannot be read. A proxy or a maintenance page may have come between; try again later."),
    MODEL_WAY_RETRY },
  { EPR_ERROR_CUT_OFF, N_("Answer Cut Off"),
    N_("The community’s answer broke off in the middle. What is missing is not shown; try again."),
    MODEL_WAY_RETRY },
  { EPR_ERROR_NOT_EXPECTED, N_("Unexpected Answer"),
    N_("The community answered something that was not asked for. Please tell your IT department."),
    MODEL_WAY_RETRY },
  { EPR_ERROR_NO_NUMBER, N_("Patient Number Missing"),
    N_("The community gave no number for this patient, so the record cannot be opened."),
    MODEL_WAY_BACK_TO_SEARCH },
  { EPR_ERROR_NO_CONTENT, N_("No Document Behind This Entry"),
    N_("The record lists this document but does not say where it is kept."),
    MODEL_WAY_RELOAD_LIST },
  { EPR_ERROR_NO_SECRET, N_("This Installation Is Not Set Up Yet"),
    N_("The key of this installation is not in the keyring. Your IT department must set it up once."),
    MODEL_WAY_NONE },
  { EPR_ERROR_KEYRING_LOCKED, N_("Keyring Locked"),
    N_("The keyring of this computer is locked, and with it the key of this installation. Unlock it, then sign in."),
    MODEL_WAY_UNLOCK_KEYRING },
  { EPR_ERROR_KEYRING_MISSING, N_("No Keyring"),
    N_("This computer has no keyring, in which the key of this installation would be kept. Your IT department can set one up."),
    MODEL_WAY_NONE },
  { EPR_ERROR_NOT_SIGNED_IN, N_("Please Sign In"),
    N_("You are not signed in to the community."),
    MODEL_WAY_SIGN_IN },
  { EPR_ERROR_SERVER_SAID_NO, N_("Request Not Accepted"),
    N_("The community did not accept the request. The details say why; your IT department can help."),
    MODEL_WAY_RETRY },
  { EPR_ERROR_LEVEL_REFUSED, N_("Confidentiality Not Accepted"),
    N_("The patient’s access rights do not allow a document of this confidentiality to be added. Nothing was stored; a higher level may be accepted."),
    MODEL_WAY_NONE },
  { EPR_ERROR_DUPLICATE, N_("Already in the Record"),
    N_("This document is already in the patient’s record, so it was not added a second time."),
    MODEL_WAY_RELOAD_LIST },
  { EPR_ERROR_DUPLICATE_OTHER, N_("Number Already Taken"),
    N_("The record holds another document under the number of this one. Nothing was stored; add the document anew."),
    MODEL_WAY_NONE },
  { EPR_ERROR_METADATA_REFUSED, N_("Description Not Accepted"),
    N_("The community does not accept part of what describes this document. The record was not changed; the details name the place."),
    MODEL_WAY_NONE },
  { EPR_ERROR_DOCUMENT_TOO_LARGE, N_("Document Too Large"),
    N_("The document is larger than the community accepts. Nothing was stored."),
    MODEL_WAY_NONE },
  { EPR_ERROR_CONTENT_DIFFERENT, N_("Document Changed or Unreadable"),
    N_("The file of this document changed or could not be read while it was sent. Nothing was stored; add the file anew."),
    MODEL_WAY_NONE },
  { EPR_ERROR_CHANGED_MEANWHILE, N_("Changed Meanwhile"),
    N_("Somebody else changed this document in the meantime. Reload the list, then make your change again."),
    MODEL_WAY_RELOAD_LIST },
  { EPR_ERROR_NO_DIRECTORY, N_("No Directory"),
    N_("The community does not offer its directory of professionals to you. A name can be typed all the same."),
    MODEL_WAY_NONE },
};

static const Words draft_words[] = {
  { RECORD_ERROR_EMPTY, N_("File Is Empty"),
    N_("There is nothing in this file. Choose another one."),
    MODEL_WAY_NONE },
  { RECORD_ERROR_TOO_LARGE, N_("File Too Large"),
    N_("The community does not accept files of this size. Save it smaller, or in parts."),
    MODEL_WAY_NONE },
  { RECORD_ERROR_FORMAT, N_("Format Not Accepted"),
    N_("The electronic patient record does not accept files of this kind. Save it as PDF and choose that."),
    MODEL_WAY_NONE },
  { RECORD_ERROR_PASSWORD, N_("Document Has a Password"),
    N_("Others could not open this document. Save it without a password, then choose it again."),
    MODEL_WAY_NONE },
  { RECORD_ERROR_DAMAGED, N_("Document Damaged"),
    N_("This document cannot be opened, so others could not read it either. Save it anew, then choose it again."),
    MODEL_WAY_NONE },
  { RECORD_ERROR_ACTIVE, N_("Document Holds a Program"),
    N_("This document contains scripts or other files, which the record does not accept. Print it into a new PDF and choose that."),
    MODEL_WAY_NONE },
  { RECORD_ERROR_CHANGED, N_("File Changed Meanwhile"),
    N_("This file was changed after you chose it, so it was not deposited. Choose it again."),
    MODEL_WAY_NONE },
  { RECORD_ERROR_TARGET_GONE, N_("Earlier Document Not Found"),
    N_("The document that this one replaces or adds to is not in the record any more, or is closed to you. Nothing was stored; add this one as a new document."),
    MODEL_WAY_RELOAD_LIST },
  { RECORD_ERROR_ENTRY_CHANGED, N_("Entry Changed Meanwhile"),
    N_("Somebody else changed this entry after you opened it, so nothing was written. Look at the newer version, then make your change again."),
    MODEL_WAY_NONE },
  { RECORD_ERROR_ENTRY_GONE, N_("Entry Not Found"),
    N_("This entry is not in the record any more, or is closed to you. Nothing was written."),
    MODEL_WAY_NONE },
  { RECORD_ERROR_ENTRY_UNCHECKED, N_("Record Could Not Be Loaded"),
    N_("Whether this entry is still as you see it could not be checked, so nothing was written. Try again in a moment."),
    MODEL_WAY_RETRY },
  { RECORD_ERROR_ENTRY_INVALID, N_("Entry Cannot Be Written"),
    N_("This entry breaks a rule of the vaccination record, so nothing was sent. The details name the rule; your IT department can help."),
    MODEL_WAY_NONE },
  { RECORD_ERROR_EMERGENCY, N_("Emergency Access Is for Reading"),
    N_("With emergency access the record can be read, but nothing can be written into it."),
    MODEL_WAY_NONE },
};

/* Of a change: what was said about depositing or reading is not true here. */
static const Words no_level_words = {
  0, N_("Adding Documents Not Allowed"),
  N_("The patient’s access rights do not let you add this document, not even at the highest confidentiality. Nothing was stored; only the patient can change this."),
  MODEL_WAY_NONE
};
static const Words secret_words = {
  0, N_("Adding Vaccinations Not Allowed"),
  N_("The patient’s access rights let you add secret documents only, and professionals do not write vaccinations as secret. Nothing was stored; only the patient can change this."),
  MODEL_WAY_NONE
};
static const Words highest_words = {
  0, N_("Confidentiality Not Accepted"),
  N_("The patient’s access rights do not allow a document of this confidentiality to be added. Nothing was stored; a lower one may be accepted."),
  MODEL_WAY_NONE
};
static const Words level_words = {
  0, N_("Confidentiality Not Accepted"),
  N_("The patient’s access rights do not allow this confidentiality. The document stays as it was."), MODEL_WAY_NONE
};
static const Words refused_words = {
  0, N_("Change Not Accepted"),
  N_("The community does not accept this change. The document stays as it was; the details name the reason."), MODEL_WAY_NONE
};
static const Words forbidden_words = {
  0, N_("Change Not Allowed"),
  N_("The patient’s access rights do not allow you to change this document. It stays as it was."), MODEL_WAY_NONE
};
static const Words elsewhere_words = {
  0, N_("Other Community Not Reachable"),
  N_("The community that keeps this document could not be reached. The document stays as it was; try again later."), MODEL_WAY_RETRY
};
static const Words unknown_words = {
  0, N_("Perhaps Changed, Perhaps Not"),
  N_("The answer to this change did not arrive, so nobody knows whether it was made. Reload the list to see."), MODEL_WAY_RELOAD_LIST
};

static const Words target_words = {
  0, N_("Earlier Document Out of Reach"),
  N_("The document that this one replaces or adds to was replaced meanwhile, or is kept by another community, where it cannot be replaced from here. Nothing was stored; add this one as a new document."),
  MODEL_WAY_RELOAD_LIST
};

/* Of an expert service: the sentences above speak of the community. */
static const Words service_unreachable = {
  0, N_("Expert Service Not Reachable"),
  N_("The expert service could not be reached, or did not answer in time. The record is untouched; try again in a moment."), MODEL_WAY_RETRY
};
static const Words service_insecure = {
  0, N_("Connection Not Secure"),
  N_("The connection to the expert service is not secure, so nothing was sent. Please tell your IT department."), MODEL_WAY_RETRY
};
static const Words service_refused = {
  0, N_("Expert Service Refused"),
  N_("The expert service did not accept the question. The details say why; your IT department can help."), MODEL_WAY_RETRY
};
static const Words service_unreadable = {
  0, N_("Answer Not Usable"),
  N_("The answer of the expert service cannot be read, so nothing of it is shown."), MODEL_WAY_RETRY
};
static const Words service_other = {
  0, N_("Answer Not About This Patient"),
  N_("The expert service answered about another patient or another question. Nothing of it is shown. Please tell your IT department."),
  MODEL_WAY_RETRY
};
static const Words service_unaskable = {
  0, N_("Question Not Possible"),
  N_("What the record says about this patient is not enough for a question to the expert service. Nothing was sent."), MODEL_WAY_RETRY
};
static const Words service_no_secret = {
  0, N_("Expert Service Not Set Up Yet"),
  N_("The key for the expert service is not at hand in the keyring of this computer. Nothing was sent; your IT department can set it up."),
  MODEL_WAY_RETRY
};

static const struct
{
  GQuark (*domain) (void);
  int          code;
  const Words *words;
} service_words[] = {
  { net_error_quark, NET_ERROR_UNKNOWN_HOST, &service_unreachable },
  { net_error_quark, NET_ERROR_UNREACHABLE, &service_unreachable },
  { net_error_quark, NET_ERROR_TIMED_OUT, &service_unreachable },
  { net_error_quark, NET_ERROR_THROTTLED, &service_unreachable },
  { net_error_quark, NET_ERROR_SERVER, &service_unreachable },
  { net_error_quark, NET_ERROR_TLS, &service_insecure },
  { net_error_quark, NET_ERROR_INSECURE, &service_insecure },
  { net_error_quark, NET_ERROR_BAD_REQUEST, &service_refused },
  { net_error_quark, NET_ERROR_UNAUTHORIZED, &service_refused },
  { net_error_quark, NET_ERROR_FORBIDDEN, &service_refused },
  { net_error_quark, NET_ERROR_NOT_FOUND, &service_refused },
  { net_error_quark, NET_ERROR_GONE, &service_refused },
  { net_error_quark, NET_ERROR_UNEXPECTED, &service_unreadable },
  { net_error_quark, NET_ERROR_TOO_LARGE, &service_unreadable },
  { epr_error_quark, EPR_ERROR_SERVER_SAID_NO, &service_refused },
  { epr_error_quark, EPR_ERROR_NOT_JSON, &service_unreadable },
  { epr_error_quark, EPR_ERROR_CUT_OFF, &service_unreadable },
  { epr_error_quark, EPR_ERROR_NOT_EXPECTED, &service_unreadable },
  { epr_error_quark, EPR_ERROR_OTHER_ANSWER, &service_other },
  { epr_error_quark, EPR_ERROR_NOT_ASKABLE, &service_unaskable },
  { epr_error_quark, EPR_ERROR_NO_SECRET, &service_no_secret },
  { epr_error_quark, EPR_ERROR_KEYRING_LOCKED, &service_no_secret },
  { epr_error_quark, EPR_ERROR_KEYRING_MISSING, &service_no_secret },
};

static const Words other_words = {
  0, N_("Something Went Wrong"),
  N_("An unexpected fault occurred. Try again; if it happens again, the details help your IT department."), MODEL_WAY_RETRY
};

static const Words *
find_words (const GError *error)
{
  const Words *words = NULL;
  gsize        n = 0;

  if (error->domain == NET_ERROR)
    {
      words = net_words;
      n = G_N_ELEMENTS (net_words);
    }
  else if (error->domain == EPR_ERROR)
    {
      words = epr_words;
      n = G_N_ELEMENTS (epr_words);
    }
  else if (error->domain == RECORD_ERROR)
    {
      words = draft_words;
      n = G_N_ELEMENTS (draft_words);
    }

  for (gsize i = 0; i < n; i++)
    if (words[i].code == error->code)
      return &words[i];

  return &other_words;
}

static void
add_line (GString    *details,
          const char *caption,
          const char *text)
{
  if (text != NULL && *text != '\0')
    g_string_append_printf (details, "%s%s: %s", details->len > 0 ? "\n" : "", caption, text);
}

/* For the IT person, English, the same on every computer: it is read out on the telephone. */
static char *
make_details (const GError *error)
{
  g_autoptr(GString) details = g_string_new (NULL);
  g_autofree char *code = g_strdup_printf ("%s %d", g_quark_to_string (error->domain), error->code);
  g_autofree char *status = g_strdup_printf ("%u", net_error_get_status (error));
  g_autofree char *wait = g_strdup_printf ("%u s", net_error_get_retry_after (error));
  g_autoptr(GPtrArray) issues = epr_error_dup_issues (error);

  add_line (details, "Error", code);
  add_line (details, "Message", error->message);
  add_line (details, "HTTP status", net_error_get_status (error) != 0 ? status : NULL);
  add_line (details, "Address", net_error_get_uri (error));
  add_line (details, "Retry after", net_error_get_retry_after (error) != 0 ? wait : NULL);
  for (guint i = 0; i < issues->len; i++)
    add_line (details, "Server", model_issue_get_text (g_ptr_array_index (issues, i)));
  add_line (details, "Trace", net_error_get_traceparent (error));

  return g_string_free (g_steal_pointer (&details), FALSE);
}

static ModelCause
cause_of_net (int code)
{
  switch ((NetError) code)
    {
    case NET_ERROR_UNKNOWN_HOST:
    case NET_ERROR_UNREACHABLE:
    case NET_ERROR_TIMED_OUT:
    case NET_ERROR_TLS:
    case NET_ERROR_TLS_CLOCK:
    case NET_ERROR_THROTTLED:
    case NET_ERROR_SERVER:
      return MODEL_CAUSE_UNREACHABLE;
    case NET_ERROR_UNAUTHORIZED:
    case NET_ERROR_FORBIDDEN:
    case NET_ERROR_INTERACTION_REQUIRED:
    case NET_ERROR_NO_BROWSER:
    case NET_ERROR_SIGN_IN_REFUSED:
    case NET_ERROR_SIGN_IN_TAMPERED:
    case NET_ERROR_CLOCK:
    case NET_ERROR_KEY:
      return MODEL_CAUSE_REFUSED;
    case NET_ERROR_BAD_REQUEST:
    case NET_ERROR_NOT_FOUND:
    case NET_ERROR_GONE:
    case NET_ERROR_UNEXPECTED:
    case NET_ERROR_TOO_LARGE:
    case NET_ERROR_FOREIGN_ORIGIN:
    case NET_ERROR_INSECURE:
    default:
      return MODEL_CAUSE_OTHER;
    }
}

static ModelCause
cause_of (const GError *error)
{
  if (error->domain == NET_ERROR)
    return cause_of_net (error->code);
  if (g_error_matches (error, EPR_ERROR, EPR_ERROR_LEVEL_REFUSED) ||
      g_error_matches (error, EPR_ERROR, EPR_ERROR_NO_SECRET) ||
      g_error_matches (error, EPR_ERROR, EPR_ERROR_KEYRING_LOCKED) ||
      g_error_matches (error, EPR_ERROR, EPR_ERROR_KEYRING_MISSING) ||
      g_error_matches (error, EPR_ERROR, EPR_ERROR_NOT_SIGNED_IN))
    return MODEL_CAUSE_REFUSED;

  return MODEL_CAUSE_OTHER;
}

static ModelProblem *
make_problem (const GError *error,
              const Words  *words)
{
  g_autofree char *details = make_details (error);

  return model_problem_new_for_cause (cause_of (error), _ (words->title), _ (words->sentence), details, words->way);
}

ModelProblem *
record_problem_new_from_error (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return NULL;

  return make_problem (error, find_words (error));
}

static const Words *
find_change_words (const GError *error)
{
  guint status = net_error_get_status (error);

  if (g_error_matches (error, EPR_ERROR, EPR_ERROR_LEVEL_REFUSED))
    return &level_words;
  if (g_error_matches (error, EPR_ERROR, EPR_ERROR_METADATA_REFUSED) ||
      g_error_matches (error, NET_ERROR, NET_ERROR_BAD_REQUEST))
    return &refused_words;
  if (g_error_matches (error, NET_ERROR, NET_ERROR_FORBIDDEN))
    return &forbidden_words;
  if (error->domain == NET_ERROR && status >= 502 && status <= 504)
    return &elsewhere_words;
  if (g_error_matches (error, NET_ERROR, NET_ERROR_SERVER) || g_error_matches (error, NET_ERROR, NET_ERROR_UNREACHABLE) ||
      g_error_matches (error, NET_ERROR, NET_ERROR_TIMED_OUT) || g_error_matches (error, EPR_ERROR, EPR_ERROR_CUT_OFF))
    return &unknown_words;

  return find_words (error);
}

ModelProblem *
record_problem_new_for_change (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return NULL;

  return make_problem (error, find_change_words (error));
}

ModelProblem *
record_problem_new_at_highest (const GError *error,
                               gboolean      raised)
{
  g_return_val_if_fail (error != NULL, NULL);

  return make_problem (error, raised ? &no_level_words : &highest_words);
}

ModelProblem *
record_problem_new_below_secret (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  return make_problem (error, &secret_words);
}

ModelProblem *
record_problem_new_for_target (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  return make_problem (error, &target_words);
}

ModelProblem *
record_problem_new_for_recommendations (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (service_words); i++)
    if (g_error_matches (error, service_words[i].domain (), service_words[i].code))
      return make_problem (error, service_words[i].words);

  return make_problem (error, &other_words);
}
