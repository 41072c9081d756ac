/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-directory-private.h"

#include "record-problem.h"

/* More than anybody reads while typing. */
#define MAX_MATCHES 30
/* A pause between two letters, ms: shorter ones are not asked about. */
#define PAUSE 200

struct _RecordDirectory
{
  GObject parent_instance;

  RecordSession       *session; /* (owned) */
  RecordDirectoryKinds kinds;
  char                *text;    /* (owned) */
  GListStore          *matches; /* (owned) of RecordDirectoryMatch */
  gboolean             more;
  ModelProblem        *problem; /* (owned) (nullable) */
  gboolean             loading;

  guint         pause;       /* source, 0: nobody is typing */
  GCancellable *cancellable; /* (owned) (nullable) of the question under way */
  gboolean      is_over;     /* that question is for another text */
};

G_DEFINE_FINAL_TYPE (RecordDirectory, record_directory, G_TYPE_OBJECT)

typedef enum
{
  PROP_LOADING = 1,
  PROP_PROBLEM,
} RecordDirectoryProperty;

static GParamSpec *properties[PROP_PROBLEM + 1];

static void ask (RecordDirectory *self);

static void
set_loading (RecordDirectory *self,
             gboolean         loading)
{
  if (self->loading == loading)
    return;

  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOADING]);
}

static void
take_problem (RecordDirectory *self,
              ModelProblem    *problem)
{
  g_autoptr(ModelProblem) owned = problem;

  if (g_set_object (&self->problem, owned))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

static void
publish (RecordDirectory       *self,
         RecordDirectoryResult *result)
{
  g_autoptr(GListModel) found = record_directory_result_list_matches (result);
  g_autoptr(GPtrArray) matches = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (found); i++)
    g_ptr_array_add (matches, g_list_model_get_item (found, i));
  self->more = record_directory_result_get_more (result);
  g_list_store_splice (self->matches, 0, g_list_model_get_n_items (G_LIST_MODEL (self->matches)), matches->pdata, matches->len);
  take_problem (self, NULL);
  set_loading (self, FALSE);
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(RecordDirectory) self = RECORD_DIRECTORY (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(RecordDirectoryResult) found = record_session_find_finish (RECORD_SESSION (object), result, &error);
  gboolean is_over = self->is_over;

  g_clear_object (&self->cancellable);
  self->is_over = FALSE;
  if (is_over)
    {
      ask (self);
      return;
    }

  if (found != NULL)
    {
      publish (self, found);
      return;
    }

  /* where there is no directory, nothing is missed; cancelled is at sign-out */
  if (record_directory_is_available (self))
    take_problem (self, record_problem_new_from_error (error));
  set_loading (self, FALSE);
}

/* One question at a time: the one before is ended first. */
static void
ask (RecordDirectory *self)
{
  if (!self->loading || self->pause != 0 || self->cancellable != NULL)
    return;

  self->cancellable = g_cancellable_new ();
  record_session_find_async (self->session, self->text, self->kinds, MAX_MATCHES, self->cancellable, found_cb, g_object_ref (self));
}

static gboolean
paused_cb (gpointer user_data)
{
  RecordDirectory *self = RECORD_DIRECTORY (user_data);

  self->pause = 0;
  ask (self);

  return G_SOURCE_REMOVE;
}

static void
end_question (RecordDirectory *self)
{
  g_clear_handle_id (&self->pause, g_source_remove);
  if (self->cancellable == NULL || self->is_over)
    return;

  self->is_over = TRUE;
  g_cancellable_cancel (self->cancellable);
}

static void
record_directory_dispose (GObject *object)
{
  RecordDirectory *self = RECORD_DIRECTORY (object);

  g_clear_handle_id (&self->pause, g_source_remove);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->matches);
  g_clear_object (&self->problem);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (record_directory_parent_class)->dispose (object);
}

static void
record_directory_finalize (GObject *object)
{
  g_free (RECORD_DIRECTORY (object)->text);

  G_OBJECT_CLASS (record_directory_parent_class)->finalize (object);
}

static void
record_directory_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  RecordDirectory *self = RECORD_DIRECTORY (object);

  switch ((RecordDirectoryProperty) prop_id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, self->loading);
      break;
    case PROP_PROBLEM:
      g_value_set_object (value, self->problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
record_directory_class_init (RecordDirectoryClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = record_directory_dispose;
  object_class->finalize = record_directory_finalize;
  object_class->get_property = record_directory_get_property;

  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  properties[PROP_PROBLEM] = g_param_spec_object ("problem", NULL, NULL, MODEL_TYPE_PROBLEM, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
record_directory_init (RecordDirectory *self)
{
  self->text = g_strdup ("");
  self->matches = g_list_store_new (RECORD_TYPE_DIRECTORY_MATCH);
}

RecordDirectory *
record_directory_new (RecordSession       *session,
                      RecordDirectoryKinds kinds)
{
  RecordDirectory *self;

  g_return_val_if_fail (RECORD_IS_SESSION (session), NULL);

  self = g_object_new (RECORD_TYPE_DIRECTORY, NULL);
  self->session = g_object_ref (session);
  self->kinds = kinds;

  return self;
}

gboolean
record_directory_is_available (RecordDirectory *self)
{
  g_return_val_if_fail (RECORD_IS_DIRECTORY (self), FALSE);

  return record_session_has_directory (self->session);
}

void
record_directory_set_text (RecordDirectory *self,
                           const char      *text)
{
  g_autofree char       *stripped = NULL;
  RecordDirectoryResult *known;

  g_return_if_fail (RECORD_IS_DIRECTORY (self));
  g_return_if_fail (text != NULL);

  stripped = g_strstrip (g_strdup (text));
  if (g_str_equal (stripped, self->text))
    return;

  end_question (self);
  g_free (self->text);
  self->text = g_steal_pointer (&stripped);
  self->more = FALSE;
  g_list_store_remove_all (self->matches);
  take_problem (self, NULL);
  if (!record_directory_is_available (self) || !record_directory_can_search (self->text))
    {
      set_loading (self, FALSE);
      return;
    }

  known = record_session_recall (self->session, self->text, self->kinds, MAX_MATCHES);
  if (known != NULL)
    {
      publish (self, known);
      return;
    }

  self->pause = g_timeout_add (PAUSE, paused_cb, self);
  set_loading (self, TRUE);
}

const char *
record_directory_get_text (RecordDirectory *self)
{
  g_return_val_if_fail (RECORD_IS_DIRECTORY (self), "");

  return self->text;
}

void
record_directory_ask_now (RecordDirectory *self)
{
  g_return_if_fail (RECORD_IS_DIRECTORY (self));

  g_clear_handle_id (&self->pause, g_source_remove);
  ask (self);
}

GListModel *
record_directory_get_matches (RecordDirectory *self)
{
  g_return_val_if_fail (RECORD_IS_DIRECTORY (self), NULL);

  return G_LIST_MODEL (self->matches);
}

gboolean
record_directory_get_more (RecordDirectory *self)
{
  g_return_val_if_fail (RECORD_IS_DIRECTORY (self), FALSE);

  return self->more;
}

gboolean
record_directory_get_loading (RecordDirectory *self)
{
  g_return_val_if_fail (RECORD_IS_DIRECTORY (self), FALSE);

  return self->loading;
}

ModelProblem *
record_directory_get_problem (RecordDirectory *self)
{
  g_return_val_if_fail (RECORD_IS_DIRECTORY (self), NULL);

  return self->problem;
}
