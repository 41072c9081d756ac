/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-entry-fill.h"

#include "cli-output.h"
#include "model-number.h"
#include "model-text.h"
#include "record-directory.h"
#include "record-vaccination-deposit.h"
#include "record-vaccine-labels.h"

#include <glib/gi18n.h>
#include <string.h>

/* In this order: a product brings its diseases, a test its unit. */
static const struct
{
  CliEntryOption   option;
  RecordEntryField field;
  gboolean         coded;
} said[] = {
  { CLI_ENTRY_CODE, RECORD_ENTRY_CODE, TRUE },
  { CLI_ENTRY_DATE, RECORD_ENTRY_DATE, FALSE },
  { CLI_ENTRY_DOSE, RECORD_ENTRY_DOSE, FALSE },
  { CLI_ENTRY_LOT, RECORD_ENTRY_LOT, FALSE },
  { CLI_ENTRY_EXPIRY, RECORD_ENTRY_EXPIRY, FALSE },
  { CLI_ENTRY_ROUTE, RECORD_ENTRY_ROUTE, TRUE },
  { CLI_ENTRY_SITE, RECORD_ENTRY_SITE, TRUE },
  { CLI_ENTRY_REASON, RECORD_ENTRY_REASON, TRUE },
  { CLI_ENTRY_END, RECORD_ENTRY_END, FALSE },
  { CLI_ENTRY_STATUS, RECORD_ENTRY_CLINICAL_STATUS, TRUE },
  { CLI_ENTRY_TYPE, RECORD_ENTRY_TYPE, TRUE },
  { CLI_ENTRY_CATEGORY, RECORD_ENTRY_CATEGORY, TRUE },
  { CLI_ENTRY_CRITICALITY, RECORD_ENTRY_CRITICALITY, TRUE },
  { CLI_ENTRY_SEVERITY, RECORD_ENTRY_SEVERITY, TRUE },
  { CLI_ENTRY_VALUE, RECORD_ENTRY_VALUE, FALSE },
  { CLI_ENTRY_UNIT, RECORD_ENTRY_UNIT, FALSE },
  { CLI_ENTRY_COMMENT, RECORD_ENTRY_COMMENT, FALSE },
};

/* FALSE, for the caller to return. */
static gboolean
refuse (GError    **error,
        const char *option,
        const char *sentence)
{
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, "--%s: %s", option, sentence);

  return FALSE;
}

gboolean
cli_entry_read_kind (const char        *text,
                     ModelClinicalKind *kind)
{
  static const char *const names[] = {
    [MODEL_CLINICAL_VACCINATION] = "vaccination",
    [MODEL_CLINICAL_BASIC_IMMUNIZATION] = "basic",
    [MODEL_CLINICAL_ALLERGY] = "allergy",
    [MODEL_CLINICAL_ILLNESS] = "illness",
    [MODEL_CLINICAL_MEDICAL_PROBLEM] = "problem",
    [MODEL_CLINICAL_SEROLOGY] = "serology",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (text != NULL ? text : names[0], names[i]))
      {
        *kind = (ModelClinicalKind) i;
        return TRUE;
      }

  return FALSE;
}

/* "637", or "SYSTEM|637" where several systems have it. */
static gboolean
has_code (ModelCoding *coding,
          const char  *text)
{
  const char *bar = strchr (text, '|');

  if (bar == NULL)
    return g_strcmp0 (model_coding_get_code (coding), text) == 0;

  return g_strcmp0 (model_coding_get_code (coding), bar + 1) == 0 && model_coding_get_system (coding) != NULL &&
         strncmp (model_coding_get_system (coding), text, (gsize) (bar - text)) == 0 &&
         strlen (model_coding_get_system (coding)) == (gsize) (bar - text);
}

static gboolean
has_name (ModelCoding *coding,
          const char  *folded)
{
  g_autofree char *label = model_text_fold (record_vaccine_label (coding));

  return g_str_equal (label, folded);
}

/* All of @choices that @text may mean: by code, else by name. (transfer full) (element-type ModelCoding) */
static GPtrArray *
find_choices (GListModel *choices,
              const char *text)
{
  g_autofree char *folded = model_text_fold (text);
  GPtrArray       *found = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint pass = 0; pass < 2 && found->len == 0; pass++)
    for (guint i = 0; i < g_list_model_get_n_items (choices); i++)
      {
        g_autoptr(ModelCoding) coding = g_list_model_get_item (choices, i);

        if (pass == 0 ? has_code (coding, text) : has_name (coding, folded))
          g_ptr_array_add (found, g_steal_pointer (&coding));
      }

  return found;
}

/* "SYSTEM|637 Boostrix, …". (transfer full) */
static char *
list_choices (GPtrArray *found)
{
  g_autoptr(GString) all = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    {
      ModelCoding *coding = g_ptr_array_index (found, i);

      g_string_append_printf (all, "%s%s|%s %s", i > 0 ? ", " : "", model_coding_get_system (coding), model_coding_get_code (coding),
                              record_vaccine_label (coding));
    }

  return g_string_free (g_steal_pointer (&all), FALSE);
}

/* There is no guess. (transfer full) (nullable) */
static ModelCoding *
take_only (GPtrArray  *found,
           const char *option,
           GError    **error)
{
  g_autofree char *all = NULL;
  g_autofree char *sentence = NULL;

  if (found->len == 1)
    return g_object_ref (g_ptr_array_index (found, 0));

  all = list_choices (found);
  sentence = found->len == 0 ? g_strdup (_("The list has nothing of this code or name."))
                             : g_strdup_printf (_("It may mean one of these: %s."), all);
  refuse (error, option, sentence);

  return NULL;
}

static gboolean
fill_code (RecordEntryDraft *draft,
           guint             position,
           const char       *text,
           GError          **error)
{
  g_autoptr(GListModel) choices = record_entry_draft_list_choices (draft, said[position].field);
  g_autoptr(GPtrArray) found = find_choices (choices, text);
  g_autoptr(ModelCoding) coding = take_only (found, cli_entry_get_name (said[position].option), error);

  if (coding == NULL)
    return FALSE;
  record_entry_draft_set_code (draft, said[position].field, coding);

  return TRUE;
}

static const char *
explain_scan (ModelGs1Fault fault)
{
  switch (fault)
    {
    case MODEL_GS1_CUT:
      return _("The code is cut off. Scan it again.");

    case MODEL_GS1_RUN_TOGETHER:
      return _("The scanner does not send the separators between the parts of the code.");

    case MODEL_GS1_CHECK_DIGIT:
      return _("The number of the pack is mistyped or misread.");

    case MODEL_GS1_DATE:
      return _("The code holds a date that does not exist.");

    case MODEL_GS1_CONTRADICTS:
      return _("The code says two different things of the same.");

    case MODEL_GS1_GOOD:
    case MODEL_GS1_NOT_A_CODE:
    default:
      return _("This is not the code of a pack.");
    }
}

static gboolean
fill_pack (RecordEntryDraft *draft,
           CliEntryOption    option,
           const char       *text,
           gboolean          needs_product,
           GError          **error)
{
  g_autoptr(GPtrArray) products = NULL;
  ModelGs1Fault fault = record_entry_draft_take_scan (draft, text, &products);

  if (fault != MODEL_GS1_GOOD)
    return refuse (error, cli_entry_get_name (option), explain_scan (fault));
  if (!needs_product || record_entry_draft_get_code (draft, RECORD_ENTRY_CODE) != NULL)
    return TRUE;
  if (products->len == 0)
    return refuse (error, cli_entry_get_name (option), _("This pack is not on the list. Say the vaccine with --code."));

  take_only (products, cli_entry_get_name (option), error);

  return FALSE;
}

static gboolean
is_pack (const char *text)
{
  gsize length = strlen (text);

  return (length == 13 || length == 14) && strspn (text, "0123456789") == length;
}

static gboolean
fill_field (RecordEntryDraft *draft,
            guint             position,
            const char       *text,
            GError          **error)
{
  CliEntryOption option = said[position].option;

  if (!record_entry_draft_has_field (draft, said[position].field))
    return refuse (error, cli_entry_get_name (option), _("Entries of this kind have nothing of the sort."));
  if (option == CLI_ENTRY_CODE && record_entry_draft_get_kind (draft) == MODEL_CLINICAL_VACCINATION && is_pack (text))
    return fill_pack (draft, option, text, TRUE, error);
  if (said[position].coded)
    return fill_code (draft, position, text, error);

  record_entry_draft_set_text (draft, said[position].field, text);

  return TRUE;
}

static gboolean
fill_diseases (RecordEntryDraft *draft,
               char *const      *texts,
               GError          **error)
{
  g_autoptr(GListModel) choices = record_entry_draft_list_choices (draft, RECORD_ENTRY_DISEASES);
  GListModel *chosen = record_entry_draft_get_diseases (draft);

  if (texts == NULL)
    return TRUE;
  if (!record_entry_draft_has_field (draft, RECORD_ENTRY_DISEASES))
    return refuse (error, "disease", _("Entries of this kind have nothing of the sort."));

  while (g_list_model_get_n_items (chosen) > 0)
    {
      g_autoptr(ModelCoding) first = g_list_model_get_item (chosen, 0);

      record_entry_draft_remove_disease (draft, first);
    }
  for (guint i = 0; texts[i] != NULL; i++)
    {
      g_autoptr(GPtrArray) found = find_choices (choices, texts[i]);
      g_autoptr(ModelCoding) disease = take_only (found, "disease", error);

      if (disease == NULL)
        return FALSE;
      record_entry_draft_add_disease (draft, disease);
    }

  return TRUE;
}

/* Who has this GLN in the directory; at one institution, if there is one only. (transfer full) (nullable) */
static ModelActor *
find_performer (CliConnection *connection,
                const char    *gln,
                GError       **error)
{
  RecordSession *session = cli_connection_get_session (connection);
  g_autoptr(GAsyncResult) answer = NULL;
  g_autoptr(RecordDirectoryResult) result = NULL;
  g_autoptr(GListModel) matches = NULL;
  g_autoptr(RecordDirectoryMatch) match = NULL;
  g_autoptr(ModelActor) actor = NULL;

  record_session_find_async (session, gln, RECORD_DIRECTORY_PEOPLE, RECORD_DIRECTORY_MAX, cli_connection_get_cancellable (connection),
                             cli_keep_result_cb, &answer);
  cli_wait (&answer);
  result = record_session_find_finish (session, answer, error);
  if (result == NULL)
    return NULL;
  matches = record_directory_result_list_matches (result);
  match = g_list_model_get_item (matches, 0);
  if (match == NULL)
    {
      refuse (error, "performer", _("The directory has nobody with this GLN."));
      return NULL;
    }

  actor = record_directory_match_to_actor (match);
  if (g_list_model_get_n_items (matches) == 1)
    return g_steal_pointer (&actor);

  return model_actor_new (MODEL_ACTOR_PROFESSIONAL, model_actor_get_name (actor), gln, NULL);
}

/* "7601000102737 Dr. Peter Pan", either of both, or "self". A GLN is one of the directory (R-VAC-47): where that cannot be
 * asked, a name stands alone. */
static gboolean
fill_performer (RecordEntryDraft *draft,
                const char       *text,
                CliConnection    *connection,
                GError          **error)
{
  gsize            length = strspn (text, "0123456789");
  g_autofree char *gln = length >= 8 ? g_strndup (text, length) : NULL;
  g_autofree char *name = g_strstrip (g_strdup (gln != NULL ? text + length : text));
  g_autoptr(GError) fault = NULL;
  g_autoptr(ModelActor) actor = NULL;

  if (gln != NULL && !model_number_is_gln (gln))
    return refuse (error, "performer", _("This is not a GLN: it has 13 digits, and the last one checks the others."));

  if (g_str_equal (text, "self"))
    actor = record_vaccination_dup_self (cli_connection_get_session (connection));
  else if (gln != NULL)
    actor = find_performer (connection, gln, &fault);
  else
    actor = model_actor_new (MODEL_ACTOR_PROFESSIONAL, name, NULL, NULL);
  if (fault != NULL && (fault->domain == G_OPTION_ERROR || *name == '\0'))
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  if (fault != NULL)
    {
      cli_say (_("The directory could not be asked: the GLN is left out."));
      actor = model_actor_new (MODEL_ACTOR_PROFESSIONAL, name, NULL, NULL);
    }
  record_entry_draft_set_performer (draft, actor);

  return TRUE;
}

static gboolean
check_draft (RecordEntryDraft *draft,
             GError          **error)
{
  static const struct
  {
    RecordEntryField field;
    const char      *option;
  } others[] = { { RECORD_ENTRY_DISEASES, "disease" }, { RECORD_ENTRY_PERFORMER, "performer" } };
  const char *sentence;

  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    if ((sentence = record_entry_draft_explain (draft, said[i].field)) != NULL)
      return refuse (error, cli_entry_get_name (said[i].option), sentence);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if ((sentence = record_entry_draft_explain (draft, others[i].field)) != NULL)
      return refuse (error, others[i].option, sentence);

  return TRUE;
}

gboolean
cli_entry_fill (RecordEntryDraft *draft,
                const CliOptions *options,
                CliConnection    *connection,
                GError          **error)
{
  const char      *scan = options->entry[CLI_ENTRY_SCAN];
  const char      *level = options->entry[CLI_ENTRY_CONFIDENTIALITY];
  g_autofree char *scanned = scan != NULL ? cli_options_dup_text (scan, error) : NULL;

  if (scan != NULL && scanned == NULL)
    return FALSE;
  if (scan != NULL && record_entry_draft_get_kind (draft) != MODEL_CLINICAL_VACCINATION)
    return refuse (error, "scan", _("Entries of this kind have nothing of the sort."));
  if (scan != NULL && !fill_pack (draft, CLI_ENTRY_SCAN, scanned, options->entry[CLI_ENTRY_CODE] == NULL, error))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    if (options->entry[said[i].option] != NULL && !fill_field (draft, i, options->entry[said[i].option], error))
      return FALSE;
  if (!fill_diseases (draft, options->diseases, error))
    return FALSE;
  if (options->entry[CLI_ENTRY_PERFORMER] != NULL && !fill_performer (draft, options->entry[CLI_ENTRY_PERFORMER], connection, error))
    return FALSE;
  if (level != NULL)
    record_entry_draft_set_restricted (draft, g_str_equal (level, "restricted"));

  return check_draft (draft, error);
}

GPtrArray *
cli_entry_warnings (RecordEntryDraft *draft)
{
  GPtrArray *warnings = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < RECORD_N_ENTRY_FIELDS; i++)
    {
      const char *sentence = record_entry_draft_warn (draft, (RecordEntryField) i);

      if (sentence != NULL)
        g_ptr_array_add (warnings, g_strdup (sentence));
    }

  return warnings;
}
