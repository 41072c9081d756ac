/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "model-number.h"
#include "model-patient-query.h"
#include "model-query-names.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _ModelPatientQuery
{
  GObject parent_instance;

  GPtrArray *parts; /* (owned) (element-type ModelQueryPart) */
};

G_DEFINE_FINAL_TYPE (ModelPatientQuery, model_patient_query, G_TYPE_OBJECT)

static const struct
{
  const char *word;
  ModelGender gender;
} gender_words[] = {
  { "♀", MODEL_GENDER_FEMALE },
  { "♂", MODEL_GENDER_MALE },
  { "f", MODEL_GENDER_FEMALE },
  { "w", MODEL_GENDER_FEMALE },
  { "m", MODEL_GENDER_MALE },
  { "h", MODEL_GENDER_MALE },
};

static void
part_free (gpointer data)
{
  ModelQueryPart *part = data;

  g_free (part->text);
  g_free (part->reason);
  g_free (part);
}

static void
model_patient_query_finalize (GObject *object)
{
  ModelPatientQuery *self = MODEL_PATIENT_QUERY (object);

  g_clear_pointer (&self->parts, g_ptr_array_unref);

  G_OBJECT_CLASS (model_patient_query_parent_class)->finalize (object);
}

static void
model_patient_query_class_init (ModelPatientQueryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = model_patient_query_finalize;
}

static void
model_patient_query_init (ModelPatientQuery *self)
{
  self->parts = g_ptr_array_new_with_free_func (part_free);
}

static void
add_part (ModelPatientQuery *self,
          ModelQueryPartKind kind,
          const char        *text,
          const char        *reason)
{
  ModelQueryPart *part = g_new0 (ModelQueryPart, 1);

  part->kind = kind;
  part->text = g_strdup (text);
  part->reason = g_strdup (reason);
  g_ptr_array_add (self->parts, part);
}

/* A number, told by its length and prefix; a wrong one is shown with the reason and never sent. */
static void
add_number (ModelPatientQuery *self,
            const char        *digits)
{
  gsize length = strlen (digits);

  if (model_number_is_ahvn13 (digits))
    add_part (self, MODEL_QUERY_AHVN13, digits, NULL);
  else if (model_number_is_card (digits))
    add_part (self, MODEL_QUERY_CARD, digits, NULL);
  else if (model_number_is_spid (digits))
    add_part (self, MODEL_QUERY_SPID, digits, NULL);
  else if (length == 13 && g_str_has_prefix (digits, "756"))
    add_part (self, MODEL_QUERY_UNUSABLE, digits, _("The AVS number is mistyped: its check digit does not fit."));
  else if (length == 18 && g_str_has_prefix (digits, "76133761"))
    add_part (self, MODEL_QUERY_UNUSABLE, digits, _("The patient number is mistyped: its check digit does not fit."));
  else if (g_str_has_prefix (digits, "756") && length > 8 && length < 16)
    add_part (self, MODEL_QUERY_UNUSABLE, digits, _("An AVS number has 13 digits."));
  else if (g_str_has_prefix (digits, "8075"))
    add_part (self, MODEL_QUERY_UNUSABLE, digits, _("An insurance card number has 20 digits and begins with 807560."));
  else
    add_part (self, MODEL_QUERY_UNUSABLE, digits, _("This number is none that a patient can be found with."));
}

static gboolean
starts_like_number (const char *word)
{
  return g_ascii_isdigit (*word);
}

/* Takes consecutive pieces of digits that together are one number written with spaces
 * ("756 1234 5678 97"). Returns how many words were taken. */
static guint
join_spaced_number (char   **words,
                    GString *digits)
{
  guint taken = 0;

  for (; words[taken] != NULL; taken++)
    {
      g_autofree char *piece = model_number_digits (words[taken]);

      if (piece == NULL || !starts_like_number (words[taken]) || digits->len + strlen (piece) > 20)
        break;
      g_string_append (digits, piece);
      if (model_number_is_ahvn13 (digits->str) || model_number_is_card (digits->str) || model_number_is_spid (digits->str))
        return taken + 1;
    }

  return 0;
}

/* "27. 1. 1995": how many words make a date, 0 for none. */
static guint
join_spaced_date (char           **words,
                  const ModelDate *today,
                  ModelDate       *date)
{
  g_autoptr(GString) joined = g_string_new (NULL);

  for (guint i = 0; i < 3 && words[i] != NULL && starts_like_number (words[i]); i++)
    {
      g_string_append (joined, words[i]);
      if (joined->str[joined->len - 1] != '.')
        return model_date_parse_typed (joined->str, today, date) ? i + 1 : 0;
    }

  return 0;
}

static void
add_birth_date (ModelPatientQuery *self,
                const ModelDate   *date,
                const ModelDate   *today)
{
  g_autofree char *fhir = model_date_to_fhir (date);

  if (model_date_compare (date, today) <= 0)
    add_part (self, MODEL_QUERY_BIRTH_DATE, fhir, NULL);
  else
    {
      g_autofree char *typed = model_date_format (date);

      add_part (self, MODEL_QUERY_UNUSABLE, typed, _("This date of birth lies in the future."));
    }
}

/* Words that begin with a digit: a date, or a number. Returns how many words were used. */
static guint
take_number_words (ModelPatientQuery *self,
                   char             **words,
                   const ModelDate   *today)
{
  g_autoptr(GString) joined = g_string_new (NULL);
  g_autofree char *digits = NULL;
  ModelDate        date;
  guint            taken;

  taken = join_spaced_date (words, today, &date);
  if (taken > 0)
    {
      add_birth_date (self, &date, today);
      return taken;
    }

  taken = join_spaced_number (words, joined);
  if (taken > 0)
    {
      add_number (self, joined->str);
      return taken;
    }

  digits = model_number_digits (words[0]);
  if (digits != NULL && strlen (digits) > 8)
    add_number (self, digits);
  else
    add_part (self, MODEL_QUERY_UNUSABLE, words[0], _("This is no date. Write it as 27.1.1995."));
  return 1;
}

static gboolean
take_gender_word (ModelPatientQuery *self,
                  const char        *word)
{
  for (guint i = 0; i < G_N_ELEMENTS (gender_words); i++)
    if (g_ascii_strcasecmp (word, gender_words[i].word) == 0)
      {
        add_part (self, MODEL_QUERY_GENDER, model_gender_to_code (gender_words[i].gender), NULL);
        return TRUE;
      }

  return FALSE;
}

/* "Muster,Franz" is two words and a comma, which is a word of its own; a number may be pasted with
 * the hard spaces of a web page. */
static GStrv
split_words (const char *text)
{
  g_autoptr(GString) spaced = g_string_new (text);

  g_string_replace (spaced, ",", " , ", 0);
  g_string_replace (spaced, ";", " , ", 0);
  g_string_replace (spaced, "\302\240", " ", 0);
  g_string_replace (spaced, "\342\200\257", " ", 0);

  return g_strsplit_set (spaced->str, " \t\r\n", -1);
}

ModelPatientQuery *
model_patient_query_parse (const char      *text,
                           const ModelDate *today)
{
  g_autoptr(ModelPatientQuery) self = g_object_new (MODEL_TYPE_PATIENT_QUERY, NULL);
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autofree char *normal = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
  g_auto(GStrv) words = split_words (normal);
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  g_autoptr(GPtrArray) filled = g_ptr_array_new ();
  g_autofree char *family = NULL;
  g_autofree char *given = NULL;
  guint            comma = 0;

  for (char **word = words; *word != NULL; word++)
    if (**word != '\0')
      g_ptr_array_add (filled, *word);
  g_ptr_array_add (filled, NULL);

  for (char **word = (char **) filled->pdata; *word != NULL;)
    {
      if (starts_like_number (*word))
        {
          word += take_number_words (self, word, today);
          continue;
        }
      if (g_str_equal (*word, ","))
        comma = comma == 0 ? names->len : comma;
      else if (names->len == 0 || !take_gender_word (self, *word))
        g_ptr_array_add (names, *word);
      word++;
    }

  model_query_names_split (names, comma < names->len ? comma : 0, &family, &given);
  if (family != NULL)
    add_part (self, MODEL_QUERY_FAMILY, family, NULL);
  if (given != NULL)
    add_part (self, MODEL_QUERY_GIVEN, given, NULL);

  return g_steal_pointer (&self);
}

ModelPatientQuery *
model_patient_query_new_local (const char *number)
{
  ModelPatientQuery *self;

  g_return_val_if_fail (number != NULL, NULL);

  self = g_object_new (MODEL_TYPE_PATIENT_QUERY, NULL);
  add_part (self, MODEL_QUERY_LOCAL, number, NULL);

  return self;
}

ModelPatientQuery *
model_patient_query_with (ModelPatientQuery *self,
                          ModelQueryPartKind kind,
                          const char        *text)
{
  ModelPatientQuery *copy = NULL;
  gboolean           placed = text == NULL;

  g_return_val_if_fail (MODEL_IS_PATIENT_QUERY (self), NULL);

  copy = g_object_new (MODEL_TYPE_PATIENT_QUERY, NULL);
  for (guint i = 0; i < self->parts->len; i++)
    {
      ModelQueryPart *part = g_ptr_array_index (self->parts, i);

      if (part->kind != kind)
        add_part (copy, part->kind, part->text, part->reason);
      else if (!placed)
        {
          add_part (copy, kind, text, NULL);
          placed = TRUE;
        }
    }

  if (!placed)
    add_part (copy, kind, text, NULL);

  return copy;
}

guint
model_patient_query_get_n_parts (ModelPatientQuery *self)
{
  g_return_val_if_fail (MODEL_IS_PATIENT_QUERY (self), 0);

  return self->parts->len;
}

const ModelQueryPart *
model_patient_query_get_part (ModelPatientQuery *self,
                              guint              position)
{
  g_return_val_if_fail (MODEL_IS_PATIENT_QUERY (self), NULL);
  g_return_val_if_fail (position < self->parts->len, NULL);

  return g_ptr_array_index (self->parts, position);
}

const char *
model_patient_query_get (ModelPatientQuery *self,
                         ModelQueryPartKind kind)
{
  g_return_val_if_fail (MODEL_IS_PATIENT_QUERY (self), NULL);

  for (guint i = 0; i < self->parts->len; i++)
    {
      ModelQueryPart *part = g_ptr_array_index (self->parts, i);

      if (part->kind == kind)
        return part->text;
    }

  return NULL;
}

gboolean
model_patient_query_is_usable (ModelPatientQuery *self)
{
  static const ModelQueryPartKind enough[] = {
    MODEL_QUERY_FAMILY, MODEL_QUERY_AHVN13, MODEL_QUERY_CARD, MODEL_QUERY_SPID, MODEL_QUERY_LOCAL
  };

  for (guint i = 0; i < G_N_ELEMENTS (enough); i++)
    if (model_patient_query_get (self, enough[i]) != NULL)
      return TRUE;

  return FALSE;
}

const char *
model_query_part_kind_get_label (ModelQueryPartKind kind)
{
  switch (kind)
    {
    case MODEL_QUERY_FAMILY:
      return _("Family name");
    case MODEL_QUERY_GIVEN:
      return _("Given name");
    case MODEL_QUERY_BIRTH_DATE:
      return _("Born");
    case MODEL_QUERY_GENDER:
      return _("Sex");
    case MODEL_QUERY_AHVN13:
      return _("AVS number");
    case MODEL_QUERY_CARD:
      return _("Insurance card");
    case MODEL_QUERY_SPID:
      return _("Patient number");
    case MODEL_QUERY_CITY:
      return _("Place");
    case MODEL_QUERY_BIRTH_FAMILY:
      return _("Name at birth");
    case MODEL_QUERY_LOCAL:
      return _("Local number");
    case MODEL_QUERY_UNUSABLE:
    default:
      return _("Not understood");
    }
}
