/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli-test-support.h"

#include <glib/gstdio.h>
#include <libsoup/soup.h>
#include <string.h>

static const char *cli_path;
static const char *sandbox_path;
static const char *variable; /* (nullable) set for the program */
static const char *value;

static struct
{
  GSubprocess *process; /* (owned) ends when its standard input closes */
  char        *dir;     /* (owned) where the next one is */
  char        *file;    /* (owned) the community file */
  char        *origin;  /* (owned) */
  char        *secret;  /* (owned) */
  char        *real;    /* (owned) (nullable) */
  char        *key;     /* (owned) (nullable) */
} shared;

void
cli_output_free (CliOutput *self)
{
  g_bytes_unref (self->bytes);
  g_free (self->out);
  g_free (self->err);
  g_free (self);
}

void
cli_test_init (int    *argc,
               char ***argv)
{
  g_test_init (argc, argv, NULL);
  g_assert_cmpint (*argc, ==, 3);
  cli_path = (*argv)[1];
  sandbox_path = (*argv)[2];
}

/* Promise 4 of the architecture: a secret shows up nowhere. */
static void
assert_no_secret (const char *text)
{
  g_assert_null (strstr (text, "eyJ"));
  g_assert_null (strstr (text, "PRIVATE KEY"));
  g_assert_null (strstr (text, "Bearer"));
  if (shared.secret != NULL)
    g_assert_null (strstr (text, shared.secret));
}

static char *
dup_text (GBytes *bytes)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_string_append_len (text, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static CliOutput *
run (const char   *input,
     GStrvBuilder *builder)
{
  g_auto(GStrv) argv = g_strv_builder_end (builder);
  g_autoptr(GSubprocessLauncher) launcher = NULL;
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GBytes) in = g_bytes_new (input != NULL ? input : "", input != NULL ? strlen (input) : 0);
  g_autoptr(GBytes) err = NULL;
  g_autoptr(GError) error = NULL;
  CliOutput *output = g_new0 (CliOutput, 1);

  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  if (variable != NULL)
    g_subprocess_launcher_setenv (launcher, variable, value, TRUE);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) argv, &error);
  g_assert_no_error (error);
  g_subprocess_communicate (process, in, NULL, &output->bytes, &err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));

  output->status = g_subprocess_get_exit_status (process);
  output->out = dup_text (output->bytes);
  output->err = dup_text (err);
  assert_no_secret (output->out);
  assert_no_secret (output->err);
  g_test_message ("%d: %s", output->status, output->err);

  return output;
}

static void
add_arguments (GStrvBuilder *builder,
               va_list       list)
{
  const char *argument;

  while ((argument = va_arg (list, const char *)) != NULL)
    g_strv_builder_add (builder, argument);
}

CliOutput *
cli_run (const char *input,
         const char *argument,
         ...)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  va_list list;

  g_strv_builder_add (builder, cli_path);
  if (argument != NULL)
    g_strv_builder_add (builder, argument);
  va_start (list, argument);
  if (argument != NULL)
    add_arguments (builder, list);
  va_end (list);

  return run (input, builder);
}

/* One request on the shared community's own controls; its answer. */
static char *
control (const char *method,
         const char *path,
         const char *json)
{
  g_autoptr(SoupSession) session = soup_session_new ();
  g_autofree char *uri = g_strconcat (shared.origin, path, NULL);
  g_autoptr(SoupMessage) message = soup_message_new (method, uri);
  g_autoptr(GBytes) answer = NULL;
  g_autoptr(GError) error = NULL;

  if (json != NULL)
    {
      g_autoptr(GBytes) body = g_bytes_new (json, strlen (json));

      soup_message_set_request_body_from_bytes (message, "application/json", body);
    }
  answer = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message) / 100, ==, 2);

  return dup_text (answer);
}

static void
start_shared (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GDataInputStream) out = NULL;
  g_autoptr(GKeyFile) community = g_key_file_new ();
  g_autofree char *line = NULL;
  g_autofree char *answer = NULL;

  shared.dir = cli_test_dir ();
  shared.file = g_build_filename (shared.dir, "training.community", NULL);
  shared.process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                                     &error, sandbox_path, "--port", "0", "--exit-with-stdin", "--community-file", shared.file, NULL);
  g_assert_no_error (error);
  out = g_data_input_stream_new (g_subprocess_get_stdout_pipe (shared.process));
  line = g_data_input_stream_read_line (out, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (line, "listening "));
  shared.origin = g_strdup (line + strlen ("listening "));
  /* it answers once its file is written */
  answer = control ("GET", "/control/faults", NULL);

  g_key_file_load_from_file (community, shared.file, 0, &error);
  g_assert_no_error (error);
  shared.secret = g_key_file_get_string (community, "credentials", "client-secret", &error);
  g_assert_no_error (error);
}

CliOutput *
cli_run_shared (const char *input,
                const char *command,
                ...)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  va_list list;

  if (shared.process == NULL)
    start_shared ();

  g_strv_builder_add_many (builder, cli_path, command, "--community", shared.file, NULL);
  va_start (list, command);
  add_arguments (builder, list);
  va_end (list);

  return run (input, builder);
}

static char *
write_file (const char *name,
            const char *text)
{
  char *path = g_build_filename (shared.dir, name, NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);

  return path;
}

const char *
cli_test_community (void)
{
  g_autoptr(GKeyFile) community = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  if (shared.process == NULL)
    start_shared ();
  if (shared.real != NULL)
    return shared.real;

  community = g_key_file_new ();
  g_key_file_load_from_file (community, shared.file, 0, &error);
  g_assert_no_error (error);
  g_key_file_remove_key (community, "community", "training", NULL);
  g_key_file_remove_key (community, "idp", "people", NULL);
  text = g_key_file_to_data (community, NULL, NULL);
  shared.real = write_file ("real.community", text);

  return shared.real;
}

const char *
cli_test_outbox_key (void)
{
  g_autofree char *secret = g_base64_encode ((const guchar *) "thirty-two bytes for the outbox!", 32);

  if (shared.key == NULL)
    shared.key = write_file ("outbox.key", secret);

  return shared.key;
}

GSubprocess *
cli_spawn (const char *argument,
           ...)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) argv = NULL;
  g_autoptr(GError) error = NULL;
  GSubprocess *process;
  va_list      list;

  g_strv_builder_add_many (builder, cli_path, argument, NULL);
  va_start (list, argument);
  add_arguments (builder, list);
  va_end (list);
  argv = g_strv_builder_end (builder);
  process = g_subprocess_newv ((const char *const *) argv, G_SUBPROCESS_FLAGS_STDERR_SILENCE | G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error);
  g_assert_no_error (error);

  return process;
}

guint
cli_test_count (const char *text)
{
  g_autofree char *log = control ("GET", "/control/log", NULL);
  guint            n = 0;

  for (const char *p = strstr (log, text); p != NULL; p = strstr (p + 1, text))
    n++;

  return n;
}

void
cli_test_setenv (const char *name,
                 const char *text)
{
  variable = name;
  value = text;
}

/* The program is in the middle of a search when it is told to stop. */
CliOutput *
cli_run_interrupted (int         signal,
                     const char *command,
                     const char *argument)
{
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *log = NULL;
  CliOutput       *output = g_new0 (CliOutput, 1);
  g_autoptr(GBytes) err = NULL;

  /* an empty log: what stands in it then is this search */
  cli_test_faults (NULL);
  cli_test_faults ("{\"slow\":600000,\"path\":\"/fhir/Patient\"}");
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error, cli_path, command, "--community",
                              shared.file, argument, NULL);
  g_assert_no_error (error);
  do
    {
      g_free (log);
      log = control ("GET", "/control/log", NULL);
    }
  while (strstr (log, "match") == NULL);
  g_subprocess_send_signal (process, signal);
  g_subprocess_communicate (process, NULL, NULL, &output->bytes, &err, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_exited (process));
  output->status = g_subprocess_get_exit_status (process);
  output->out = dup_text (output->bytes);
  output->err = dup_text (err);
  cli_test_faults (NULL);

  return output;
}

void
cli_test_faults (const char *json)
{
  g_autofree char *answer = NULL;

  if (shared.process == NULL)
    start_shared ();

  answer = control ("POST", json != NULL ? "/control/faults" : "/control/reset", json);
}

void
cli_test_stop (void)
{
  if (shared.process == NULL)
    return;

  g_output_stream_close (g_subprocess_get_stdin_pipe (shared.process), NULL, NULL);
  g_subprocess_wait (shared.process, NULL, NULL);
  g_clear_object (&shared.process);
  g_clear_pointer (&shared.dir, cli_test_remove_dir);
  g_clear_pointer (&shared.file, g_free);
  g_clear_pointer (&shared.real, g_free);
  g_clear_pointer (&shared.key, g_free);
  g_clear_pointer (&shared.origin, g_free);
  g_clear_pointer (&shared.secret, g_free);
}

JsonArray *
cli_output_dup_array (CliOutput  *output,
                      const char *name)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;
  JsonObject *object;

  json_parser_load_from_data (parser, output->out, -1, &error);
  g_assert_no_error (error);
  object = json_node_get_object (json_parser_get_root (parser));
  g_assert_nonnull (object);
  g_assert_true (json_object_has_member (object, "warnings"));
  g_assert_true (json_object_has_member (object, name));

  return json_array_ref (json_object_get_array_member (object, name));
}

static void
list_below (GString    *list,
            const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  g_string_append_printf (list, "%s\n", path);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        list_below (list, child);
      else
        g_string_append_printf (list, "%s\n", child);
    }
}

char *
cli_test_list_home (void)
{
  static const char *const places[] = { "HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME" };
  g_autoptr(GString) list = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (g_getenv (places[i]) != NULL)
      list_below (list, g_getenv (places[i]));

  return g_string_free (g_steal_pointer (&list), FALSE);
}

char *
cli_test_dir (void)
{
  g_autoptr(GError) error = NULL;
  char *dir = g_dir_make_tmp ("cabinet-cli-XXXXXX", &error);

  g_assert_no_error (error);

  return dir;
}

void
cli_test_remove_dir (char *dir)
{
  g_autoptr(GDir) open = g_dir_open (dir, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (open)) != NULL)
    {
      g_autofree char *path = g_build_filename (dir, name, NULL);

      g_unlink (path);
    }
  g_rmdir (dir);
  g_free (dir);
}
