/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sandbox-population.h"
#include "sandbox-server.h"

#include <gio/gunixinputstream.h>
#include <glib/gstdio.h>
#include <glib-unix.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DEFAULT_PATIENTS 200
#define DEFAULT_DOCUMENTS 4000
#define DEFAULT_SEED 1

typedef struct
{
  int      port;
  int      patients;
  int      documents;
  gint64   seed;
  char    *store;          /* (owned) (nullable) */
  char    *community_file; /* (owned) (nullable) */
  char    *preset;         /* (owned) (nullable) */
  gboolean exit_with_stdin;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->store);
  g_free (options->community_file);
  g_free (options->preset);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
check_options (const Options *options,
               GError       **error)
{
  const char *fault = NULL;

  if (options->port < 0 || options->port > G_MAXUINT16)
    fault = "--port must be between 0 and 65535";
  else if (options->patients < 0 || options->patients > 1000000)
    fault = "--patients must be between 0 and 1000000";
  else if (options->documents < 0 || options->documents > 20000000)
    fault = "--documents must be between 0 and 20000000";
  else if (options->preset != NULL && g_strcmp0 (options->preset, "ch-epr-fhir-5") != 0 && g_strcmp0 (options->preset, "mag-1") != 0)
    fault = "--preset must be ch-epr-fhir-5 or mag-1";
  if (fault == NULL)
    return TRUE;

  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, fault);

  return FALSE;
}

static gboolean
parse_options (Options *options,
               int     *argc,
               char  ***argv,
               GError **error)
{
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &options->port, "Listen on 127.0.0.1:N (0: any free port)", "N" },
    { "patients", 0, 0, G_OPTION_ARG_INT, &options->patients, "Invent N patients", "N" },
    { "documents", 0, 0, G_OPTION_ARG_INT, &options->documents, "Invent M documents", "M" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &options->seed, "The same seed invents the same people", "S" },
    { "store", 0, 0, G_OPTION_ARG_FILENAME, &options->store, "Keep the state in FILE instead of in memory", "FILE" },
    { "community-file", 0, 0, G_OPTION_ARG_FILENAME, &options->community_file, "Write the community file of this run to PATH", "PATH" },
    { "preset", 0, 0, G_OPTION_ARG_STRING, &options->preset, "Behave as ch-epr-fhir-5 (default) or mag-1", "NAME" },
    { "exit-with-stdin", 0, 0, G_OPTION_ARG_NONE, &options->exit_with_stdin, "End when the standard input ends", NULL },
    { NULL }
  };
  g_autoptr(GOptionContext) context = g_option_context_new ("- a training community with invented patients");

  g_option_context_add_main_entries (context, entries, NULL);

  return g_option_context_parse (context, argc, argv, error) && check_options (options, error);
}

static SandboxStore *
open_store (const Options *options,
            GError       **error)
{
  g_autoptr(SandboxStore) store = sandbox_store_new (options->store, error);
  g_autofree char *population = NULL;
  gint64           start = g_get_monotonic_time ();

  if (store == NULL)
    return NULL;
  population = sandbox_store_dup_population (store);
  if (population == NULL &&
      !sandbox_population_make (store, (guint) options->patients, (guint) options->documents, (guint64) options->seed, error))
    return NULL;

  g_printerr ("cabinet-sandbox: population %s after %" G_GINT64_FORMAT " ms\n", population != NULL ? "found" : "made",
              (g_get_monotonic_time () - start) / 1000);

  return g_steal_pointer (&store);
}

/* The descriptor of /dev/fd/N, which somebody opened for us; -1 for any other path. */
static int
inherited_descriptor (const char *path)
{
  guint64 number;

  if (!g_str_has_prefix (path, "/dev/fd/") ||
      !g_ascii_string_to_unsigned (path + strlen ("/dev/fd/"), 10, 0, G_MAXINT, &number, NULL))
    return -1;

  return (int) number;
}

static gboolean
is_device (const char *path)
{
  return g_str_has_prefix (path, "/dev/");
}

/* Closes it too: who reads waits for the end. */
static gboolean
write_to_device (const char *path,
                 const char *text,
                 GError    **error)
{
  int      descriptor = inherited_descriptor (path);
  FILE    *stream = descriptor >= 0 ? fdopen (descriptor, "w") : g_fopen (path, "we");
  gboolean written = stream != NULL && fputs (text, stream) >= 0;

  written = (stream == NULL || fclose (stream) == 0) && written;
  if (!written)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s cannot be written", path);

  return written;
}

/* The file holds secrets: only for its owner, and only while we run. */
static gboolean
write_community_file (const char       *path,
                      SandboxCommunity *community,
                      GError          **error)
{
  g_autofree char *text = sandbox_community_describe (community);

  if (is_device (path))
    return write_to_device (path, text, error);

  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);

  return G_SOURCE_CONTINUE;
}

static void
stdin_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  GMainLoop *loop = user_data;
  g_autoptr(GError) error = NULL;
  gssize n = g_input_stream_skip_finish (G_INPUT_STREAM (object), result, &error);

  if (n > 0)
    g_input_stream_skip_async (G_INPUT_STREAM (object), 4096, G_PRIORITY_DEFAULT, NULL, stdin_cb, loop);
  else
    g_main_loop_quit (loop);
}

static void
listen_to_stdin (GMainLoop *loop)
{
  g_autoptr(GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);

  g_input_stream_skip_async (input, 4096, G_PRIORITY_DEFAULT, NULL, stdin_cb, loop);
}

static gboolean
run (const Options *options,
     GError       **error)
{
  g_autoptr(SandboxStore) store = open_store (options, error);
  g_autoptr(SandboxServer) server = NULL;
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  SandboxCommunity *community;

  if (store == NULL)
    return FALSE;
  /* before anybody knows that we are there, and could tell us to go */
  g_unix_signal_add (SIGTERM, quit_cb, loop);
  g_unix_signal_add (SIGINT, quit_cb, loop);
  community = sandbox_community_new (store);
  if (g_strcmp0 (options->preset, "mag-1") == 0)
    {
      community->initial.mag = TRUE;
      community->initial.token_opaque = TRUE;
      sandbox_community_reset (community);
    }
  server = sandbox_server_new (community);
  if (!sandbox_server_listen (server, (guint16) options->port, error))
    return FALSE;

  g_print ("listening %s\n", community->origin);
  fflush (stdout);
  if (options->community_file != NULL && !write_community_file (options->community_file, community, error))
    return FALSE;

  if (options->exit_with_stdin)
    listen_to_stdin (loop);
  g_main_loop_run (loop);
  if (options->community_file != NULL && !is_device (options->community_file))
    g_unlink (options->community_file);

  return TRUE;
}

int
main (int    argc,
      char **argv)
{
  g_auto(Options) options = { .patients = DEFAULT_PATIENTS, .documents = DEFAULT_DOCUMENTS, .seed = DEFAULT_SEED };
  g_autoptr(GError) error = NULL;

  setlocale (LC_ALL, "");
  if (!parse_options (&options, &argc, &argv, &error) || !run (&options, &error))
    {
      g_printerr ("cabinet-sandbox: %s\n", error->message);
      return EXIT_FAILURE;
    }

  return EXIT_SUCCESS;
}
