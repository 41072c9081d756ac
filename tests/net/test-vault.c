/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "net-test-support.h"
#include "net-token-vault.h"

#include <string.h>

/* One program for each state of the desktop: run-headless.sh makes the state, the argument names it. */

#define ACCOUNT "https://as.example.ch|app"
#define KIND "refresh-token"

typedef struct
{
  NetTokenVault *vault;
} Fixture;

static void
fixture_set_up (Fixture      *fixture,
                gconstpointer data)
{
  fixture->vault = GPOINTER_TO_INT (data) ? net_token_vault_new_in_memory () : net_token_vault_new ();
}

static void
fixture_tear_down (Fixture      *fixture,
                   gconstpointer data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->vault), (gpointer *) &fixture->vault);
  g_object_unref (fixture->vault);

  /* What was abandoned keeps the vault until libsecret answers. */
  while (fixture->vault != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static NetVaultState
store (Fixture    *fixture,
       const char *secret)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GAsyncResult *pending = NULL;
  NetVaultState state;

  net_token_vault_store_async (fixture->vault, ACCOUNT, KIND, "Made-up secret", secret, NULL, test_result_cb, &pending);
  result = test_wait (&pending);
  state = net_token_vault_store_finish (fixture->vault, result, &error);
  g_assert_no_error (error);

  return state;
}

static void
assert_lookup (Fixture      *fixture,
               const char   *kind,
               NetVaultState state,
               const char   *secret)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GAsyncResult *pending = NULL;
  char         *found;

  net_token_vault_lookup_async (fixture->vault, ACCOUNT, kind, NULL, test_result_cb, &pending);
  result = test_wait (&pending);
  g_assert_cmpint (net_token_vault_lookup_finish (fixture->vault, result, &found, &error), ==, state);
  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, secret);
  net_secret_free (found);
}

static gboolean
clear (Fixture *fixture,
       GError **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  GAsyncResult *pending = NULL;

  net_token_vault_clear_async (fixture->vault, ACCOUNT, KIND, NULL, test_result_cb, &pending);
  result = test_wait (&pending);

  return net_token_vault_clear_finish (fixture->vault, result, error);
}

static NetVaultState
unlock (Fixture      *fixture,
        GCancellable *cancellable,
        GError      **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  GAsyncResult *pending = NULL;

  net_token_vault_unlock_async (fixture->vault, cancellable, test_result_cb, &pending);
  result = test_wait (&pending);

  return net_token_vault_unlock_finish (fixture->vault, result, error);
}

/* What was given comes before what is kept, and is kept by nobody. */
static void
test_given (Fixture      *fixture,
            gconstpointer data)
{
  Fixture other = { NULL };

  store (fixture, "kept");
  net_token_vault_give (fixture->vault, NULL, KIND, "given to any");
  net_token_vault_give (fixture->vault, "somebody else", KIND, "not this one");
  assert_lookup (fixture, "client-secret", NET_VAULT_ABSENT, NULL);
  assert_lookup (fixture, KIND, NET_VAULT_PRESENT, "given to any");
  net_token_vault_give (fixture->vault, ACCOUNT, KIND, "given");
  assert_lookup (fixture, KIND, NET_VAULT_PRESENT, "given");
  fixture_set_up (&other, NULL);
  assert_lookup (&other, KIND, NET_VAULT_PRESENT, "kept");
  fixture_tear_down (&other, NULL);
}

static void
test_unlocked (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  Fixture other = { NULL };

  assert_lookup (fixture, KIND, NET_VAULT_ABSENT, NULL);
  g_assert_cmpint (store (fixture, "one"), ==, NET_VAULT_PRESENT);
  g_assert_cmpint (store (fixture, "two äöü"), ==, NET_VAULT_PRESENT);
  assert_lookup (fixture, KIND, NET_VAULT_PRESENT, "two äöü");
  assert_lookup (fixture, "client-secret", NET_VAULT_ABSENT, NULL);

  /* It is in the keyring and not in this object. */
  fixture_set_up (&other, NULL);
  assert_lookup (&other, KIND, NET_VAULT_PRESENT, "two äöü");
  fixture_tear_down (&other, NULL);

  g_assert_cmpint (unlock (fixture, NULL, &error), ==, NET_VAULT_PRESENT);
  g_assert_no_error (error);
  g_assert_true (clear (fixture, &error));
  g_assert_no_error (error);
  assert_lookup (fixture, KIND, NET_VAULT_ABSENT, NULL);
  g_assert_true (clear (fixture, &error));
}

/* No prompt is shown by anything but unlocking; what is stored meanwhile lives in memory. */
static void
test_locked (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  assert_lookup (fixture, KIND, NET_VAULT_LOCKED, NULL);
  g_assert_cmpint (store (fixture, "one"), ==, NET_VAULT_LOCKED);
  assert_lookup (fixture, KIND, NET_VAULT_PRESENT, "one");
  g_assert_false (clear (fixture, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  assert_lookup (fixture, KIND, NET_VAULT_LOCKED, NULL);
}

/* Nobody can show a prompt here: the same as dismissing it. */
static void
test_dismissed (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (unlock (fixture, NULL, &error), ==, NET_VAULT_LOCKED);
  g_assert_no_error (error);
}

/* A prompter that shows its prompt for ever. */
static void
prompter_call_cb (GDBusConnection       *connection,
                  const char            *sender,
                  const char            *path,
                  const char            *interface,
                  const char            *method,
                  GVariant              *parameters,
                  GDBusMethodInvocation *invocation,
                  gpointer               user_data)
{
  guint *prompts = user_data;

  if (g_str_equal (method, "BeginPrompting"))
    (*prompts)++;
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static guint
install_prompter (GDBusConnection *bus,
                  guint           *prompts)
{
  static const char                 xml[] = "<node><interface name='org.gnome.keyring.internal.Prompter'>"
                                            "<method name='BeginPrompting'><arg name='callback' type='o' direction='in'/></method>"
                                            "<method name='PerformPrompt'><arg type='o' direction='in'/><arg type='s' direction='in'/>"
                                            "<arg type='a{sv}' direction='in'/><arg type='s' direction='in'/></method>"
                                            "<method name='StopPrompting'><arg type='o' direction='in'/></method>"
                                            "</interface></node>";
  static const GDBusInterfaceVTable vtable = { prompter_call_cb, NULL, NULL, { NULL } };
  g_autoptr(GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (xml, NULL);
  g_autoptr(GError) error = NULL;

  g_dbus_connection_register_object (bus, "/org/gnome/keyring/Prompter", node->interfaces[0], &vtable, prompts, NULL, &error);
  g_assert_no_error (error);

  return g_bus_own_name_on_connection (bus, "org.gnome.keyring.SystemPrompter", G_BUS_NAME_OWNER_FLAGS_NONE, NULL, NULL, NULL, NULL);
}

/* Cancelling while the prompt is on the screen ends the call at once, and a second call does not
 * bring a second prompt. The vault itself stays with libsecret until the prompt ends. */
static void
test_cancel_prompt (void)
{
  g_autoptr(NetTokenVault) vault = net_token_vault_new ();
  Fixture fixture = { vault };
  g_autoptr(GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  guint prompts = 0;
  guint name = install_prompter (bus, &prompts);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GError) error = NULL;
      GAsyncResult *pending = NULL;

      net_token_vault_unlock_async (vault, cancellable, test_result_cb, &pending);
      while (prompts == 0)
        g_main_context_iteration (NULL, TRUE);
      assert_lookup (&fixture, KIND, NET_VAULT_LOCKED, NULL);
      g_assert_null (pending);
      g_cancellable_cancel (cancellable);
      result = test_wait (&pending);
      net_token_vault_unlock_finish (vault, result, &error);
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
    }
  g_assert_cmpuint (prompts, ==, 1);
  g_bus_unown_name (name);
}

static void
test_unavailable (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  assert_lookup (fixture, KIND, NET_VAULT_UNAVAILABLE, NULL);
  g_assert_cmpint (store (fixture, "one"), ==, NET_VAULT_UNAVAILABLE);
  assert_lookup (fixture, KIND, NET_VAULT_PRESENT, "one");
  g_assert_cmpint (unlock (fixture, NULL, &error), ==, NET_VAULT_UNAVAILABLE);
  g_assert_no_error (error);
  g_assert_true (clear (fixture, &error));
  g_assert_no_error (error);
  assert_lookup (fixture, KIND, NET_VAULT_UNAVAILABLE, NULL);
}

static void
test_in_memory (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  assert_lookup (fixture, KIND, NET_VAULT_ABSENT, NULL);
  g_assert_cmpint (store (fixture, "one"), ==, NET_VAULT_UNAVAILABLE);
  assert_lookup (fixture, KIND, NET_VAULT_PRESENT, "one");
  g_assert_true (clear (fixture, &error));
  assert_lookup (fixture, KIND, NET_VAULT_ABSENT, NULL);
}

static void
test_cancel (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) lookup_result = NULL;
  g_autoptr(GAsyncResult) store_result = NULL;
  g_autoptr(GAsyncResult) clear_result = NULL;
  g_autoptr(GError) error = NULL;
  GAsyncResult *lookup = NULL;
  GAsyncResult *stored = NULL;
  GAsyncResult *cleared = NULL;
  char         *found;

  net_token_vault_lookup_async (fixture->vault, ACCOUNT, KIND, cancellable, test_result_cb, &lookup);
  net_token_vault_store_async (fixture->vault, ACCOUNT, KIND, "Made-up", "one", cancellable, test_result_cb, &stored);
  net_token_vault_clear_async (fixture->vault, ACCOUNT, KIND, cancellable, test_result_cb, &cleared);
  g_cancellable_cancel (cancellable);

  lookup_result = test_wait (&lookup);
  net_token_vault_lookup_finish (fixture->vault, lookup_result, &found, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (found);
  g_clear_error (&error);
  store_result = test_wait (&stored);
  net_token_vault_store_finish (fixture->vault, store_result, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  clear_result = test_wait (&cleared);
  g_assert_false (net_token_vault_clear_finish (fixture->vault, clear_result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  const char *state;

  g_test_init (&argc, &argv, NULL);
  state = argc > 1 ? argv[1] : "no-bus";

#define ADD(path, function, in_memory) \
  g_test_add ("/net/vault/" path, Fixture, GINT_TO_POINTER (in_memory), fixture_set_up, function, fixture_tear_down)
  if (g_str_equal (state, "unlocked"))
    {
      ADD ("unlocked", test_unlocked, FALSE);
      ADD ("in-memory", test_in_memory, TRUE);
      ADD ("given", test_given, FALSE);
    }
  else if (g_str_equal (state, "locked"))
    {
      ADD ("locked", test_locked, FALSE);
      ADD ("dismissed", test_dismissed, FALSE);
      g_test_add_func ("/net/vault/prompt/cancelled", test_cancel_prompt);
    }
  else
    {
      ADD ("unavailable", test_unavailable, FALSE);
      ADD ("cancel", test_cancel, FALSE);
    }
#undef ADD

  return g_test_run ();
}
