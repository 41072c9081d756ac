/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "deposit-album.h"

#include "deposit-album-private.h"
#include "deposit-picture-private.h"
#include "record-problem.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _DepositAlbum
{
  GObject parent_instance;

  GPtrArray  *sources; /* (owned) (element-type GObject) */
  GListStore *pages;   /* (owned) */
  GString    *refused; /* (owned) */
  guint       n_read;
};

G_DEFINE_FINAL_TYPE (DepositAlbum, deposit_album, G_TYPE_OBJECT)

typedef enum
{
  PROP_N_READ = 1,
} DepositAlbumProperty;

static GParamSpec *properties[PROP_N_READ + 1];

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
deposit_album_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  switch ((DepositAlbumProperty) prop_id)
    {
    case PROP_N_READ:
      g_value_set_uint (value, DEPOSIT_ALBUM (object)->n_read);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
deposit_album_finalize (GObject *object)
{
  DepositAlbum *self = DEPOSIT_ALBUM (object);

  g_ptr_array_unref (self->sources);
  g_clear_object (&self->pages);
  g_string_free (self->refused, TRUE);

  G_OBJECT_CLASS (deposit_album_parent_class)->finalize (object);
}

static void
deposit_album_class_init (DepositAlbumClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = deposit_album_get_property;
  object_class->finalize = deposit_album_finalize;

  properties[PROP_N_READ] = g_param_spec_uint ("n-read", NULL, NULL, 0, G_MAXUINT, 0,
                                               G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
deposit_album_init (DepositAlbum *self)
{
  self->pages = g_list_store_new (DEPOSIT_TYPE_PICTURE);
  self->refused = g_string_new (NULL);
}

DepositAlbum *
deposit_album_new (GPtrArray *sources)
{
  DepositAlbum *self = g_object_new (DEPOSIT_TYPE_ALBUM, NULL);

  self->sources = g_ptr_array_ref (sources);

  return self;
}

GPtrArray *
deposit_album_get_sources (DepositAlbum *self)
{
  g_return_val_if_fail (DEPOSIT_IS_ALBUM (self), NULL);

  return self->sources;
}

char *
deposit_album_dup_file_name (DepositAlbum *self)
{
  GObject         *first;
  g_autofree char *name = NULL;
  char            *dot;

  g_return_val_if_fail (DEPOSIT_IS_ALBUM (self), NULL);

  first = g_ptr_array_index (self->sources, 0);
  name = G_IS_FILE (first) ? g_file_get_basename (G_FILE (first)) : g_strdup ("image");
  dot = strrchr (name, '.');
  if (dot != NULL && dot != name)
    *dot = '\0';

  return g_strconcat (name, ".pdf", NULL);
}

guint
deposit_album_get_n_read (DepositAlbum *self)
{
  g_return_val_if_fail (DEPOSIT_IS_ALBUM (self), 0);

  return self->n_read;
}

GListModel *
deposit_album_get_pages (DepositAlbum *self)
{
  g_return_val_if_fail (DEPOSIT_IS_ALBUM (self), NULL);

  return G_LIST_MODEL (self->pages);
}

char *
deposit_album_dup_refused (DepositAlbum *self)
{
  g_return_val_if_fail (DEPOSIT_IS_ALBUM (self), NULL);

  return self->refused->len > 0 ? g_strdup (self->refused->str) : NULL;
}

void
deposit_album_add (DepositAlbum   *self,
                   DepositPicture *picture)
{
  g_list_store_append (self->pages, picture);
}

void
deposit_album_refuse (DepositAlbum *self,
                      const char   *name,
                      const GError *error)
{
  g_autoptr(ModelProblem) problem = record_problem_new_from_error (error);

  if (self->refused->len > 0)
    g_string_append_c (self->refused, '\n');
  /* Translators: the name of a file, and why it cannot be taken. */
  g_string_append_printf (self->refused, _("“%s” was left out. %s"), name,
                          error->domain == RENDER_ERROR ? error->message : model_problem_get_sentence (problem));
}

void
deposit_album_count (DepositAlbum *self)
{
  self->n_read++;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_READ]);
}

void
deposit_album_move (DepositAlbum *self,
                    guint         from,
                    guint         to)
{
  g_autoptr(DepositPicture) picture = NULL;
  guint n;

  g_return_if_fail (DEPOSIT_IS_ALBUM (self));

  n = g_list_model_get_n_items (G_LIST_MODEL (self->pages));
  if (from >= n || to >= n || from == to)
    return;

  picture = g_list_model_get_item (G_LIST_MODEL (self->pages), from);
  g_list_store_remove (self->pages, from);
  g_list_store_insert (self->pages, to, picture);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
deposit_album_turn (DepositAlbum *self,
                    guint         page)
{
  g_autoptr(DepositPicture) picture = NULL;

  g_return_if_fail (DEPOSIT_IS_ALBUM (self));

  picture = g_list_model_get_item (G_LIST_MODEL (self->pages), page);
  if (picture == NULL)
    return;

  deposit_picture_turn (picture);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
deposit_album_remove (DepositAlbum *self,
                      guint         page)
{
  g_return_if_fail (DEPOSIT_IS_ALBUM (self));

  if (page >= g_list_model_get_n_items (G_LIST_MODEL (self->pages)))
    return;

  g_list_store_remove (self->pages, page);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
written_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  GError *error = NULL;
  GBytes *bytes = render_album_write_finish (result, &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

void
deposit_album_write_async (DepositAlbum          *self,
                           const RenderAlbumInfo *info,
                           GCancellable          *cancellable,
                           GAsyncReadyCallback    callback,
                           gpointer               user_data)
{
  GTask          *task;
  GListModel     *pages;
  guint           n;
  RenderAlbumInfo dated = *info;
  g_autoptr(GDateTime) now = NULL;
  g_autofree RenderAlbumLeaf *leaves = NULL;

  g_return_if_fail (DEPOSIT_IS_ALBUM (self));

  pages = G_LIST_MODEL (self->pages);
  n = g_list_model_get_n_items (pages);
  g_return_if_fail (n > 0);

  leaves = g_new0 (RenderAlbumLeaf, n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr(DepositPicture) picture = g_list_model_get_item (pages, i);

      leaves[i].page = deposit_picture_get_page (picture);
      leaves[i].rotation = deposit_picture_get_rotation (picture);
    }

  now = g_date_time_new_now_utc ();
  dated.created = now;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, deposit_album_write_async);
  render_album_write_async (leaves, n, &dated, cancellable, written_cb, task);
}

GBytes *
deposit_album_write_finish (DepositAlbum *self,
                            GAsyncResult *result,
                            GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, deposit_album_write_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
