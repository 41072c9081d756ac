/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One question to the directory, and what the session remembers of the answers. */
#include "config.h"

#include "record-directory-private.h"

#include "epr-directory.h"
#include "epr-error.h"
#include "record-session-private.h"

#include <string.h>

#define MAX_REMEMBERED 200

struct _RecordDirectoryResult
{
  GObject parent_instance;

  GListStore *professionals; /* (owned) */
  GListStore *organizations; /* (owned) */
  gboolean    more;
};

G_DEFINE_FINAL_TYPE (RecordDirectoryResult, record_directory_result, G_TYPE_OBJECT)

static void
record_directory_result_finalize (GObject *object)
{
  RecordDirectoryResult *self = RECORD_DIRECTORY_RESULT (object);

  g_clear_object (&self->professionals);
  g_clear_object (&self->organizations);

  G_OBJECT_CLASS (record_directory_result_parent_class)->finalize (object);
}

static void
record_directory_result_class_init (RecordDirectoryResultClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = record_directory_result_finalize;
}

static void
record_directory_result_init (RecordDirectoryResult *self)
{
  self->professionals = g_list_store_new (MODEL_TYPE_PROFESSIONAL);
  self->organizations = g_list_store_new (MODEL_TYPE_ORGANIZATION);
}

static char *
sort_key (ModelProfessional *professional)
{
  const char      *family = model_professional_get_family (professional);
  const char      *given = model_professional_get_given (professional);
  g_autofree char *name = family != NULL ? g_strconcat (family, " ", given, NULL) : g_strdup (model_professional_get_name (professional));

  return g_utf8_collate_key (name, -1);
}

static int
compare_professionals (gconstpointer a,
                       gconstpointer b)
{
  g_autofree char *x = sort_key (*(ModelProfessional *const *) a);
  g_autofree char *y = sort_key (*(ModelProfessional *const *) b);

  return strcmp (x, y);
}

static int
compare_organizations (gconstpointer a,
                       gconstpointer b)
{
  return g_utf8_collate (model_organization_get_name (*(ModelOrganization *const *) a),
                         model_organization_get_name (*(ModelOrganization *const *) b));
}

static RecordDirectoryResult *
result_new (EprDirectoryAnswer *answer)
{
  RecordDirectoryResult *self = g_object_new (RECORD_TYPE_DIRECTORY_RESULT, NULL);

  g_ptr_array_sort (answer->professionals, compare_professionals);
  g_ptr_array_sort (answer->organizations, compare_organizations);
  g_list_store_splice (self->professionals, 0, 0, answer->professionals->pdata, answer->professionals->len);
  g_list_store_splice (self->organizations, 0, 0, answer->organizations->pdata, answer->organizations->len);
  self->more = answer->more;

  return self;
}

GListModel *
record_directory_result_get_professionals (RecordDirectoryResult *self)
{
  g_return_val_if_fail (RECORD_IS_DIRECTORY_RESULT (self), NULL);

  return G_LIST_MODEL (self->professionals);
}

GListModel *
record_directory_result_get_organizations (RecordDirectoryResult *self)
{
  g_return_val_if_fail (RECORD_IS_DIRECTORY_RESULT (self), NULL);

  return G_LIST_MODEL (self->organizations);
}

gboolean
record_directory_result_get_more (RecordDirectoryResult *self)
{
  g_return_val_if_fail (RECORD_IS_DIRECTORY_RESULT (self), FALSE);

  return self->more;
}

/* A professional stands there once for each institution, since that is part of the answer. */
static void
add_professional (GListStore        *matches,
                  ModelProfessional *professional)
{
  guint n = MAX (model_professional_get_n_roles (professional), 1);

  for (guint i = 0; i < n; i++)
    {
      const ModelProfessionalRole *role = i < model_professional_get_n_roles (professional) ? model_professional_get_role (professional, i) : NULL;
      g_autoptr(RecordDirectoryMatch) match = record_directory_match_new (professional, role != NULL ? role->specialty : NULL,
                                                                           role != NULL ? role->organization : NULL);

      g_list_store_append (matches, match);
    }
}

GListModel *
record_directory_result_list_matches (RecordDirectoryResult *self)
{
  GListStore *matches = g_list_store_new (RECORD_TYPE_DIRECTORY_MATCH);

  g_return_val_if_fail (RECORD_IS_DIRECTORY_RESULT (self), G_LIST_MODEL (matches));

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->professionals)); i++)
    {
      g_autoptr(ModelProfessional) professional = g_list_model_get_item (G_LIST_MODEL (self->professionals), i);

      add_professional (matches, professional);
    }
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->organizations)); i++)
    {
      g_autoptr(ModelOrganization) organization = g_list_model_get_item (G_LIST_MODEL (self->organizations), i);
      g_autoptr(RecordDirectoryMatch) match = record_directory_match_new (NULL, NULL, organization);

      g_list_store_append (matches, match);
    }

  return G_LIST_MODEL (matches);
}

gboolean
record_directory_can_search (const char *text)
{
  return epr_directory_can_search (text);
}

/* What a session remembers. */

static char *
key_of (const char          *text,
        RecordDirectoryKinds kinds,
        guint                limit)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  return g_strdup_printf ("%u|%u|%s", kinds, limit, stripped);
}

RecordDirectoryResult *
record_session_recall (RecordSession       *session,
                       const char          *text,
                       RecordDirectoryKinds kinds,
                       guint                limit)
{
  g_autofree char *key = key_of (text, kinds, limit);

  return session->directory != NULL ? g_hash_table_lookup (session->directory, key) : NULL;
}

/* Takes @key. */
static void
remember (RecordSession         *session,
          char                  *key,
          RecordDirectoryResult *result)
{
  if (session->directory == NULL)
    session->directory = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  if (g_hash_table_size (session->directory) >= MAX_REMEMBERED)
    g_hash_table_remove_all (session->directory);
  g_hash_table_replace (session->directory, key, g_object_ref (result));
}

void
record_session_forget_directory (RecordSession *session)
{
  g_clear_pointer (&session->directory, g_hash_table_unref);
  session->no_directory = FALSE;
}

gboolean
record_session_has_directory (RecordSession *session)
{
  return session->client != NULL && !session->no_directory && epr_directory_is_offered (session->client) &&
         (session->state == RECORD_SESSION_SIGNED_IN || session->state == RECORD_SESSION_EXPIRED);
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  RecordSession *session = g_task_get_source_object (task);
  g_autoptr(GError) error = NULL;
  g_autoptr(EprDirectoryAnswer) answer = epr_directory_search_finish (EPR_CLIENT (object), result, &error);
  RecordDirectoryResult *found;

  if (answer == NULL)
    {
      if (g_error_matches (error, EPR_ERROR, EPR_ERROR_NO_DIRECTORY))
        session->no_directory = TRUE;
      record_session_failed_cb (error, session);
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  /* nothing is remembered beyond a sign-out that came first */
  if (g_task_return_error_if_cancelled (task))
    return;

  found = result_new (answer);
  remember (session, g_strdup (g_object_get_data (G_OBJECT (task), "key")), found);
  g_task_return_pointer (task, found, g_object_unref);
}

void
record_session_find_async (RecordSession       *session,
                           const char          *text,
                           RecordDirectoryKinds kinds,
                           guint                limit,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  RecordDirectoryResult *known;
  EprDirectoryKinds      wanted = 0;

  g_return_if_fail (RECORD_IS_SESSION (session));
  g_return_if_fail (text != NULL);

  task = record_session_new_call (session, cancellable, record_session_find_async, callback, user_data);
  if (!record_session_check_client (session, task))
    return;
  if (session->state == RECORD_SESSION_SIGNED_OUT || session->state == RECORD_SESSION_SIGNING_IN)
    {
      g_task_return_new_error (task, EPR_ERROR, EPR_ERROR_NOT_SIGNED_IN, "A search needs a sign-in");
      return;
    }

  known = record_session_recall (session, text, kinds, limit);
  if (known != NULL)
    {
      g_task_return_pointer (task, g_object_ref (known), g_object_unref);
      return;
    }

  if (kinds & RECORD_DIRECTORY_PEOPLE)
    wanted |= EPR_DIRECTORY_PEOPLE;
  if (kinds & RECORD_DIRECTORY_ORGANIZATIONS)
    wanted |= EPR_DIRECTORY_ORGANIZATIONS;
  g_object_set_data_full (G_OBJECT (task), "key", key_of (text, kinds, limit), g_free);
  epr_directory_search_async (session->client, text, wanted, limit, NULL, g_task_get_cancellable (task), found_cb, g_object_ref (task));
}

RecordDirectoryResult *
record_session_find_finish (RecordSession *session,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, record_session_find_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
