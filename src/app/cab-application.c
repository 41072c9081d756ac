/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-application.h"

#include "cab-launch.h"
#include "cab-window.h"
#include "record-problem.h"
#include "record-programs.h"
#include "record-training.h"

#include <glib/gi18n-lib.h>

struct _CabApplication
{
  AdwApplication parent_instance;

  char      *community_path; /* (owned) (nullable) */
  gboolean   training_wanted;
  CabLaunch *launch; /* (owned) (nullable) for the window to come */

  CabWindow      *window;      /* (nullable) the application's own */
  RenderService  *renderers;   /* (owned) (nullable) */
  RecordTraining *training;    /* (owned) (nullable) */
  GCancellable   *cancellable; /* (owned) (nullable) of starting */
};

G_DEFINE_FINAL_TYPE (CabApplication, cab_application, ADW_TYPE_APPLICATION)

static const struct
{
  const char *action;
  const char *keys[3];
} accelerators[] = {
  { "app.quit", { "<Control>q" } },
  { "app.shortcuts", { "<Control>question" } },
  { "win.search-patient", { "<Control>l" } },
  { "win.documents", { "<Alt>1" } },
  { "win.vaccination", { "<Alt>2" } },
  { "win.new-vaccination", { "<Control>n" } },
  { "win.scan-vaccine", { "<Control>b" } },
  { "win.vaccinate-several", { "<Control>m" } },
  { "win.deposit", { "<Alt>3", "<Control>d" } },
  { "win.filter", { "<Control>f" } },
  { "win.reload", { "F5", "<Control>r" } },
  { "win.next-document", { "<Control><Alt>Down" } },
  { "win.previous-document", { "<Control><Alt>Up" } },
  { "win.reader-fullscreen", { "F11" } },
};

static const GOptionEntry options[] = {
  { "training", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Work with the training community on this computer"), NULL },
  { "community", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_("Work with the community that FILE describes"), N_("FILE") },
  { "patient", 0, 0, G_OPTION_ARG_STRING, NULL, N_("Look a patient up: number, or name and birth date"), N_("TEXT") },
  { "deposit", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, N_("Deposit FILE, asking what it is"), N_("FILE") },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Show the version and end"), NULL },
  { NULL }
};

static void
show_error (CabApplication *self,
            const GError   *error)
{
  g_autoptr(ModelProblem) problem = record_problem_new_from_error (error);

  if (problem != NULL && self->window != NULL)
    cab_window_show_problem (self->window, problem);
}

static void
use_community (CabApplication  *self,
               RecordCommunity *community)
{
  g_autoptr(GListStore) communities = g_list_store_new (RECORD_TYPE_COMMUNITY);

  g_list_store_append (communities, community);
  cab_window_set_communities (self->window, G_LIST_MODEL (communities));
}

static void
training_started_cb (GObject      *object,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  g_autoptr(CabApplication) self = CAB_APPLICATION (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(RecordTraining) training = record_training_start_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  if (training == NULL)
    show_error (self, error);
  else if (self->window != NULL)
    {
      g_set_object (&self->training, training);
      use_community (self, record_training_get_community (training));
    }
}

static void
start_training (CabApplication *self)
{
  g_autofree char *sandbox = record_program_path ("cabinet-sandbox");

  cab_window_show_startup (self->window, _("Starting the training community…"));
  self->cancellable = g_cancellable_new ();
  record_training_start_async (sandbox, NULL, self->cancellable, training_started_cb, g_object_ref (self));
}

/* The community named on the command line, else those configured, else the training community. */
static void
start (CabApplication *self)
{
  g_autoptr(GListModel) communities = NULL;

  if (self->cancellable != NULL)
    return;

  if (self->community_path != NULL)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(RecordCommunity) community = record_community_new_from_file (self->community_path, &error);

      if (community != NULL)
        use_community (self, community);
      else
        show_error (self, error);
      return;
    }

  if (!self->training_wanted)
    communities = record_communities_list ();
  if (communities != NULL && g_list_model_get_n_items (communities) > 0)
    cab_window_set_communities (self->window, communities);
  else
    start_training (self);
}

static void
stop (CabApplication *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->training);
}

static void
start_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  CabApplication *self = CAB_APPLICATION (user_data);

  if (self->window != NULL)
    start (self);
}

static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  CabApplication *self = CAB_APPLICATION (user_data);

  /* closed, not dropped: the window remembers its size and forgets its session */
  if (self->window != NULL)
    gtk_window_close (GTK_WINDOW (self->window));
}

static void
shortcuts_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  CabApplication *self = CAB_APPLICATION (user_data);
  g_autoptr(GtkBuilder) builder = gtk_builder_new_from_resource ("/org/cabinetdep/Cabinet/ui/cab-shortcuts.ui");
  GtkWindow *shortcuts = GTK_WINDOW (gtk_builder_get_object (builder, "shortcuts"));

  gtk_window_set_transient_for (shortcuts, GTK_WINDOW (self->window));
  gtk_window_present (shortcuts);
}

static void
about_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  CabApplication *self = CAB_APPLICATION (user_data);

  adw_show_about_window (GTK_WINDOW (self->window),
                         "application-name", "Cabinet",
                         "application-icon", CABINET_APP_ID,
                         "version", CABINET_VERSION,
                         "comments", _("Reads and keeps the Swiss electronic patient record."),
                         "developer-name", _("The Cabinet developers"),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         /* Translators: your names, one a line. */
                         "translator-credits", _("translator-credits"),
                         NULL);
}

static const GActionEntry actions[] = {
  { "start", start_action, NULL, NULL, NULL, { 0 } },
  { "quit", quit_action, NULL, NULL, NULL, { 0 } },
  { "shortcuts", shortcuts_action, NULL, NULL, NULL, { 0 } },
  { "about", about_action, NULL, NULL, NULL, { 0 } },
};

static void
window_destroyed_cb (CabApplication *self)
{
  self->window = NULL;
  stop (self);
}

static void
take_launch (CabApplication *self)
{
  g_autoptr(CabLaunch) launch = g_steal_pointer (&self->launch);

  if (launch != NULL && self->window != NULL)
    cab_window_launch (self->window, launch);
}

/* The patient travels as a link among the files, so that the instance that runs already gets both. */
static GPtrArray *
files_of_options (GVariantDict *dict)
{
  GPtrArray        *files = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char  *patient = NULL;
  g_autofree char **paths = NULL;

  if (g_variant_dict_lookup (dict, "patient", "s", &patient))
    g_ptr_array_add (files, cab_launch_link (patient));
  g_variant_dict_lookup (dict, "deposit", "^a&ay", &paths);
  for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
    g_ptr_array_add (files, g_file_new_for_commandline_arg (paths[i]));

  return files;
}

static int
cab_application_handle_local_options (GApplication *application,
                                      GVariantDict *dict)
{
  CabApplication  *self = CAB_APPLICATION (application);
  g_autofree char *path = NULL;
  g_autoptr(GPtrArray) files = NULL;
  g_autoptr(GError) error = NULL;

  if (g_variant_dict_contains (dict, "version"))
    {
      g_print ("Cabinet %s\n", CABINET_VERSION);
      return 0;
    }

  g_variant_dict_lookup (dict, "training", "b", &self->training_wanted);
  if (g_variant_dict_lookup (dict, "community", "^ay", &path))
    cab_application_set_community (self, path);

  files = files_of_options (dict);
  if (files->len == 0)
    return -1;
  if (!g_application_register (application, NULL, &error))
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  if (g_application_get_is_remote (application))
    {
      g_application_open (application, (GFile **) files->pdata, (int) files->len, "");
      return 0;
    }
  self->launch = cab_launch_new ((GFile **) files->pdata, (int) files->len);

  return -1;
}

static void
cab_application_startup (GApplication *application)
{
  CabApplication  *self = CAB_APPLICATION (application);
  g_autofree char *renderer = record_program_path ("cabinet-renderer");

  G_APPLICATION_CLASS (cab_application_parent_class)->startup (application);

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accelerators[i].action,
                                           (const char *const *) accelerators[i].keys);
  self->renderers = render_service_new (renderer);
}

static void
cab_application_activate (GApplication *application)
{
  CabApplication *self = CAB_APPLICATION (application);

  if (self->window == NULL)
    {
      self->window = cab_window_new (GTK_APPLICATION (self), self->renderers);
      g_signal_connect_object (self->window, "destroy", G_CALLBACK (window_destroyed_cb), self, G_CONNECT_SWAPPED);
      start (self);
    }

  gtk_window_present (GTK_WINDOW (self->window));
  take_launch (self);
}

static void
cab_application_open (GApplication *application,
                      GFile       **files,
                      int           n_files,
                      const char   *hint)
{
  CabApplication *self = CAB_APPLICATION (application);

  g_clear_pointer (&self->launch, cab_launch_free);
  self->launch = cab_launch_new (files, n_files);
  g_application_activate (application);
}

static void
cab_application_shutdown (GApplication *application)
{
  CabApplication *self = CAB_APPLICATION (application);

  stop (self);
  g_clear_object (&self->renderers);

  G_APPLICATION_CLASS (cab_application_parent_class)->shutdown (application);
}

static void
cab_application_finalize (GObject *object)
{
  CabApplication *self = CAB_APPLICATION (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->training);
  g_clear_object (&self->renderers);
  g_clear_pointer (&self->community_path, g_free);
  g_clear_pointer (&self->launch, cab_launch_free);

  G_OBJECT_CLASS (cab_application_parent_class)->finalize (object);
}

static void
cab_application_class_init (CabApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cab_application_finalize;
  application_class->handle_local_options = cab_application_handle_local_options;
  application_class->startup = cab_application_startup;
  application_class->activate = cab_application_activate;
  application_class->open = cab_application_open;
  application_class->shutdown = cab_application_shutdown;
}

static void
cab_application_init (CabApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

CabApplication *
cab_application_new (GApplicationFlags flags)
{
  return g_object_new (CAB_TYPE_APPLICATION,
                       "application-id", CABINET_APP_ID,
                       "resource-base-path", "/org/cabinetdep/Cabinet",
                       "flags", flags | G_APPLICATION_HANDLES_OPEN,
                       NULL);
}

void
cab_application_set_community (CabApplication *self,
                               const char     *path)
{
  g_return_if_fail (CAB_IS_APPLICATION (self));

  g_free (self->community_path);
  self->community_path = g_strdup (path);
}
