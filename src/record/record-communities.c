/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "record-community-private.h"

#include "epr-community.h"
#include "epr-technical.h"

struct _RecordCommunity
{
  GObject parent_instance;

  EprCommunity *settings; /* (owned) */
};

G_DEFINE_FINAL_TYPE (RecordCommunity, record_community, G_TYPE_OBJECT)

static void
record_community_finalize (GObject *object)
{
  RecordCommunity *self = RECORD_COMMUNITY (object);

  g_clear_object (&self->settings);

  G_OBJECT_CLASS (record_community_parent_class)->finalize (object);
}

static void
record_community_class_init (RecordCommunityClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = record_community_finalize;
}

static void
record_community_init (RecordCommunity *self)
{
}

RecordCommunity *
record_community_new (EprCommunity *settings)
{
  RecordCommunity *self;

  g_return_val_if_fail (EPR_IS_COMMUNITY (settings), NULL);

  self = g_object_new (RECORD_TYPE_COMMUNITY, NULL);
  self->settings = g_object_ref (settings);

  return self;
}

RecordCommunity *
record_community_new_from_file (const char *path,
                                GError    **error)
{
  g_autoptr(EprCommunity) settings = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  settings = epr_community_new_from_file (path, error);

  return settings != NULL ? record_community_new (settings) : NULL;
}

EprCommunity *
record_community_get_settings (RecordCommunity *self)
{
  g_return_val_if_fail (RECORD_IS_COMMUNITY (self), NULL);

  return self->settings;
}

const char *
record_community_get_name (RecordCommunity *self)
{
  g_return_val_if_fail (RECORD_IS_COMMUNITY (self), NULL);

  return epr_community_get_name (self->settings);
}

const char *
record_community_get_id (RecordCommunity *self)
{
  g_return_val_if_fail (RECORD_IS_COMMUNITY (self), NULL);

  return epr_community_get_id (self->settings);
}

gboolean
record_community_is_training (RecordCommunity *self)
{
  g_return_val_if_fail (RECORD_IS_COMMUNITY (self), FALSE);

  return epr_community_is_training (self->settings);
}

gboolean
record_community_has_technical_user (RecordCommunity *self)
{
  g_return_val_if_fail (RECORD_IS_COMMUNITY (self), FALSE);

  return epr_community_get_technical (self->settings) != NULL;
}

guint64
record_community_get_max_upload (RecordCommunity *self)
{
  g_return_val_if_fail (RECORD_IS_COMMUNITY (self), 0);

  return epr_community_get_max_upload (self->settings);
}

gboolean
record_community_needs_sign_in (RecordCommunity *self)
{
  g_return_val_if_fail (RECORD_IS_COMMUNITY (self), FALSE);

  return epr_community_get_flow (self->settings) != EPR_FLOW_NONE;
}

/* Of two with the same id the later one wins. */
static void
add_community (GListStore      *list,
               RecordCommunity *community)
{
  const char *id = record_community_get_id (community);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr(RecordCommunity) other = g_list_model_get_item (G_LIST_MODEL (list), i);

      if (g_str_equal (record_community_get_id (other), id))
        {
          g_list_store_splice (list, i, 1, (gpointer *) &community, 1);
          return;
        }
    }

  g_list_store_append (list, community);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

static void
add_folder (GListStore *list,
            const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".community"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);
      g_autoptr(GError) error = NULL;
      g_autoptr(RecordCommunity) community = record_community_new_from_file (path, &error);

      if (community != NULL)
        add_community (list, community);
      else
        g_debug ("community file %s: %s", path, error->message);
    }
}

GListModel *
record_communities_list (void)
{
  g_autofree char *shipped = g_build_filename (CABINET_PKGDATADIR, "communities", NULL);
  g_autofree char *own = g_build_filename (g_get_user_config_dir (), "cabinet", "communities", NULL);
  GListStore      *list = g_list_store_new (RECORD_TYPE_COMMUNITY);

  add_folder (list, shipped);
  add_folder (list, "/etc/cabinet/communities");
  add_folder (list, own);

  return G_LIST_MODEL (list);
}
