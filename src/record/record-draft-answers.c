/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Author, what was done, and habits: the answers that are seldom asked for. */
#include "config.h"

#include "record-draft-private.h"

#include "model-number.h"

/* The same day after day, and not told by the document. */
static const RecordField habitual[] = { RECORD_FIELD_FACILITY_TYPE, RECORD_FIELD_PRACTICE_SETTING, RECORD_FIELD_SPECIALTY };

static gboolean
is_same (gconstpointer a,
         gconstpointer b)
{
  return g_strcmp0 (model_coding_get_code ((ModelCoding *) a), model_coding_get_code ((ModelCoding *) b)) == 0;
}

const char *
record_draft_get_author (RecordDraft *self)
{
  g_return_val_if_fail (RECORD_IS_DRAFT (self), NULL);

  return self->author;
}

void
record_draft_set_author (RecordDraft *self,
                         const char  *name)
{
  g_return_if_fail (RECORD_IS_DRAFT (self));

  g_clear_pointer (&self->author_family, g_free);
  g_clear_pointer (&self->author_given, g_free);
  g_free (self->author);
  self->author = g_strdup (name != NULL ? name : "");
  /* the number of the one who is signed in does not go with another's name */
  if (g_strcmp0 (self->author_gln, record_draft_user_gln (self)) == 0 && g_strcmp0 (self->author, model_user_get_name (self->user)) != 0)
    {
      record_draft_set_author_gln (self, NULL);
      g_object_notify (G_OBJECT (self), "author-gln");
    }
  record_draft_update_complete (self);
}

void
record_draft_set_author_parts (RecordDraft *self,
                               const char  *family,
                               const char  *given)
{
  g_autofree char *name = NULL;

  g_return_if_fail (RECORD_IS_DRAFT (self));

  name = g_strconcat (given != NULL ? given : "", " ", family != NULL ? family : "", NULL);
  record_draft_set_author (self, g_strstrip (name));
  self->author_family = g_strdup (family);
  self->author_given = g_strdup (given);
}

const char *
record_draft_get_author_gln (RecordDraft *self)
{
  g_return_val_if_fail (RECORD_IS_DRAFT (self), NULL);

  return self->author_gln;
}

void
record_draft_set_author_gln (RecordDraft *self,
                             const char  *gln)
{
  g_return_if_fail (RECORD_IS_DRAFT (self));

  g_free (self->author_gln);
  self->author_gln = g_strdup (gln != NULL ? gln : "");
  record_draft_update_complete (self);
}

gboolean
record_draft_has_author (RecordDraft *self)
{
  g_return_val_if_fail (RECORD_IS_DRAFT (self), FALSE);

  return (*self->author != '\0' || *self->author_gln != '\0' || self->user == NULL) &&
         (*self->author_gln == '\0' || model_number_is_gln (self->author_gln));
}

GListModel *
record_draft_get_events (RecordDraft *self)
{
  g_return_val_if_fail (RECORD_IS_DRAFT (self), NULL);

  return G_LIST_MODEL (self->events);
}

void
record_draft_add_event (RecordDraft *self,
                        ModelCoding *event)
{
  g_return_if_fail (RECORD_IS_DRAFT (self));
  g_return_if_fail (MODEL_IS_CODING (event));

  if (!g_list_store_find_with_equal_func (self->events, event, is_same, NULL))
    g_list_store_append (self->events, event);
}

void
record_draft_remove_event (RecordDraft *self,
                           ModelCoding *event)
{
  guint position;

  g_return_if_fail (RECORD_IS_DRAFT (self));

  if (g_list_store_find_with_equal_func (self->events, event, is_same, &position))
    g_list_store_remove (self->events, position);
}

void
record_draft_take_habits (RecordDraft  *self,
                          RecordHabits *habits)
{
  g_return_if_fail (RECORD_IS_DRAFT (self));

  for (guint i = 0; i < G_N_ELEMENTS (habitual); i++)
    if (self->codes[habitual[i]] == NULL)
      record_draft_propose (self, habitual[i], record_habits_get_last (habits, record_field_get_set (habitual[i])));
  record_draft_update_complete (self);
}

void
record_draft_leave_habits (RecordDraft  *self,
                           RecordHabits *habits)
{
  g_return_if_fail (RECORD_IS_DRAFT (self));

  record_habits_note (habits, record_field_get_set (RECORD_FIELD_TYPE), self->codes[RECORD_FIELD_TYPE]);
  for (guint i = 0; i < G_N_ELEMENTS (habitual); i++)
    record_habits_note (habits, record_field_get_set (habitual[i]), self->codes[habitual[i]]);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->events)); i++)
    {
      g_autoptr(ModelCoding) event = g_list_model_get_item (G_LIST_MODEL (self->events), i);

      record_habits_note (habits, record_field_get_set (RECORD_FIELD_EVENT), event);
    }
}

char **
record_draft_list_habits (RecordDraft  *self,
                          RecordHabits *habits,
                          RecordField   field)
{
  g_return_val_if_fail (RECORD_IS_DRAFT (self), NULL);

  return record_habits_list (habits, record_field_get_set (field));
}
