/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deposits at the real sandbox, in each of its manners, over all of the national lists: what they allow is
 * accepted, what they do not is refused. One sandbox for all. */
#include "config.h"

#include "epr-error.h"
#include "epr-terminology.h"
#include "record-deposit-support.h"
#include "record-outbox-private.h"

static Depositor depositor;
static guint     n_letters;

static EprReceipt *
send (Letter   letter,
      GError **error)
{
  g_autofree char *unique_id = g_strdup_printf ("urn:oid:2.25.%u", 5000 + n_letters++);

  letter.size = 10;
  letter.unique_id = unique_id;

  return depositor_send (&depositor, &letter, NULL, error);
}

/* R-MHD-24: every class with every type. */
static void
test_pairs (void)
{
  g_autoptr(GPtrArray) classes = epr_terminology_dup_set ("document-class");
  g_autoptr(GPtrArray) types = epr_terminology_dup_set ("document-type");
  guint n_accepted = 0;

  for (guint i = 0; i < classes->len; i++)
    for (guint j = 0; j < types->len; j++)
      {
        ModelCoding *category = g_ptr_array_index (classes, i);
        ModelCoding *type = g_ptr_array_index (types, j);
        gboolean     pair = epr_terminology_is_pair (model_coding_get_code (category), model_coding_get_code (type));
        g_autoptr(GError) error = NULL;
        g_autoptr(EprReceipt) receipt = send ((Letter) { .category = category, .type = type }, &error);

        if (pair != (receipt != NULL))
          g_error ("%s with %s is %s: %s", model_coding_get_code (category), model_coding_get_code (type),
                   pair ? "refused" : "accepted", error != NULL ? error->message : "");
        if (!pair)
          g_assert_error (error, EPR_ERROR, EPR_ERROR_METADATA_REFUSED);
        n_accepted += pair ? 1 : 0;
      }
  /* the national table has so many (section 18, 25) */
  g_assert_cmpuint (n_accepted, ==, 45);
}

/* R-MHD-24: every type of content, and none that is not in the list. */
static void
test_content_types (void)
{
  static const char *const others[] = { "application/msword", "application/octet-stream", "text/html", "APPLICATION/PDF" };
  g_autoptr(GPtrArray) types = epr_terminology_dup_set ("mime-type");

  g_assert_cmpuint (types->len, >, 20);
  for (guint i = 0; i < types->len; i++)
    {
      const char *type = model_coding_get_code (g_ptr_array_index (types, i));
      g_autoptr(GError) error = NULL;
      g_autoptr(EprReceipt) receipt = send ((Letter) { .content_type = type }, &error);

      if (receipt == NULL)
        g_error ("%s is refused: %s", type, error->message);
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(EprReceipt) receipt = send ((Letter) { .content_type = others[i] }, &error);

      g_assert_null (receipt);
      g_assert_error (error, EPR_ERROR, EPR_ERROR_METADATA_REFUSED);
    }
}

/* 5.5, R-MHD-26: the archive deposits in its own role and no other; it finds nothing, so that the second sending
 * of what it cannot ask for is heard to be one. */
static void
test_technical_user (void)
{
  const Letter in_its_role = { .size = 10, .unique_id = "urn:oid:2.25.4001", .provider_role = "TCU" };
  const Letter in_another = { .size = 10, .unique_id = "urn:oid:2.25.4002" };
  Depositor    archive = { 0 };
  g_autoptr(EprReceipt) stored = NULL;
  g_autoptr(EprReceipt) refused = NULL;
  g_autoptr(EprReceipt) again = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  depositor_open_technical (&archive, &depositor);
  stored = depositor_send (&archive, &in_its_role, NULL, &error);
  g_assert_no_error (error);
  epr_provide_ask_async (archive.access, in_its_role.unique_id, NULL, NULL, result_cb, &result);
  wait_for (&result);
  g_assert_cmpint (epr_provide_ask_finish (archive.access, result, &error), ==, 0);
  g_clear_object (&result);
  again = depositor_send (&archive, &in_its_role, NULL, &error);
  g_assert_error (error, EPR_ERROR, EPR_ERROR_DUPLICATE);
  g_clear_error (&error);
  refused = depositor_send (&archive, &in_another, NULL, &error);
  g_assert_error (error, EPR_ERROR, EPR_ERROR_METADATA_REFUSED);
  depositor_leave (&archive);
}

static const char *const levels[] = { "17621005", "263856008", "1141000195107" };
static const char *const level_names[] = { "normal", "restricted", "secret" };
/* policy 203 by level (7.3) */
static const gboolean accepts[3][3] = { { TRUE, TRUE, FALSE }, { FALSE, TRUE, FALSE }, { FALSE, FALSE, TRUE } };

/* R-MHD-31, R-COM-12: each level under each policy, in both styles of refusal. */
static void
test_levels (void)
{
  static const guint denials[] = { 403, 401 };

  for (guint k = 0; k < G_N_ELEMENTS (denials); k++)
    for (guint policy = 0; policy < 3; policy++)
      {
        g_autofree char *faults = g_strdup_printf ("{'deny':%u,'policy.provide_level':'%s'}", denials[k], level_names[policy]);

        sandbox_faults (depositor.sandbox, faults);
        for (guint level = 0; level < 3; level++)
          {
            g_autoptr(GError) error = NULL;
            g_autoptr(EprReceipt) receipt = send ((Letter) { .confidentiality = levels[level] }, &error);

            g_test_message ("%u, policy %s, level %s: %s", denials[k], level_names[policy], level_names[level], error != NULL ? error->message : "stored");
            g_assert_true (accepts[policy][level] == (receipt != NULL));
            if (receipt == NULL)
              g_assert_error (error, EPR_ERROR, EPR_ERROR_LEVEL_REFUSED);
          }
      }
  sandbox_faults (depositor.sandbox, "{'deny':403,'policy.provide_level':'policy'}");
}

static RecordDeposit *
order (RecordOutbox *outbox,
       const char   *level)
{
  g_autofree char *unique_id = g_strdup_printf ("urn:oid:2.25.%u", 5000 + n_letters++);
  g_autoptr(ModelDocument) document = letter_new (&(Letter) { .size = 10, .unique_id = unique_id, .confidentiality = level });
  g_autoptr(GBytes) content = g_bytes_new (unique_id, strlen (unique_id));
  g_autoptr(RecordBody) body = record_body_new (content);
  const RecordOrder order = { .document = document, .patient = depositor.patient, .body = body };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  RecordDeposit *deposit;

  record_outbox_add_async (outbox, &order, NULL, result_cb, &result);
  wait_for (&result);
  deposit = record_outbox_add_finish (outbox, result, &error);
  g_assert_no_error (error);

  return deposit;
}

/* The state in which it rests. */
static RecordDepositState
settle (RecordDeposit *deposit)
{
  RecordDepositState state;

  do
    {
      g_main_context_iteration (NULL, TRUE);
      state = record_deposit_get_state (deposit);
    }
  while (state == RECORD_DEPOSIT_WAITING || state == RECORD_DEPOSIT_ASKING || state == RECORD_DEPOSIT_SENDING);

  return state;
}

/* R-MHD-31: refused, the next level is asked for, never taken; and so on, until it is stored or there is none. */
static void
test_consent (void)
{
  static const struct
  {
    const char *patient;
    guint       policy;
  } people[] = {
    { FRANZ, 0 },
    { "Muster, Claire 05.11.1980", 1 },
    { "Muster, Anna 12.03.1948", 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      depositor_turn_to (&depositor, people[i].patient);
      for (guint wished = 0; wished < 3; wished++)
        {
          RecordOutbox *outbox = record_outbox_new (depositor.client, depositor.vault, "training|martina", FALSE, NULL, NULL, NULL);
          g_autoptr(RecordDeposit) deposit = order (outbox, levels[wished]);
          guint level = wished;

          g_test_message ("%s, wished %s", people[i].patient, level_names[wished]);
          for (; settle (deposit) == RECORD_DEPOSIT_NEEDS_CONSENT; level++)
            {
              g_assert_false (accepts[people[i].policy][level]);
              g_assert_cmpstr (model_coding_get_code (record_deposit_get_level (deposit)), ==, levels[level + 1]);
              record_deposit_accept_level (deposit);
            }
          g_assert_cmpint (record_deposit_get_state (deposit), ==, accepts[people[i].policy][level] ? RECORD_DEPOSIT_DONE : RECORD_DEPOSIT_REFUSED);
          g_assert_true (level == 2 || accepts[people[i].policy][level]);
          record_outbox_close (outbox);
          g_object_unref (outbox);
        }
    }
  depositor_turn_to (&depositor, FRANZ);
}

/* How often the bytes of @deposit were stored: by their hash, whatever their number. */
static guint
count_stored (RecordDeposit *deposit)
{
  g_autoptr(JsonArray) deposits = sandbox_deposits (depositor.sandbox);
  const char        *hash = model_document_get_hash (record_deposit_get_document (deposit));
  gsize              length;
  g_autofree guchar *digest = g_base64_decode (hash, &length);
  g_autoptr(GString) hexadecimal = g_string_new (NULL);
  guint n = 0;

  for (gsize i = 0; i < length; i++)
    g_string_append_printf (hexadecimal, "%02x", digest[i]);
  for (guint i = 0; i < json_array_get_length (deposits); i++)
    if (g_strcmp0 (json_object_get_string_member (json_array_get_object_element (deposits, i), "hash"), hexadecimal->str) == 0)
      n++;

  return n;
}

/* R-COM-14: wherever the line goes dead, and whatever the server says meanwhile, it is stored once; what is too
 * long is refused. */
static void
test_broken_lines (void)
{
  static const struct
  {
    const char        *faults;
    RecordDepositState state;
  } cases[] = {
    { "{'path':'/fhir$','times':1,'drop':'request','drop_at':0}", RECORD_DEPOSIT_DONE },
    { "{'times':1,'drop':'request','drop_at':1}", RECORD_DEPOSIT_DONE },
    { "{'times':3,'drop':'request','drop_at':2000}", RECORD_DEPOSIT_DONE },
    { "{'times':1,'drop':'start'}", RECORD_DEPOSIT_DONE },
    { "{'times':1,'drop':'body'}", RECORD_DEPOSIT_DONE },
    { "{'times':1,'drop':'answer','drop_at':1}", RECORD_DEPOSIT_DONE },
    { "{'times':1,'drop':'answer','drop_at':40}", RECORD_DEPOSIT_DONE },
    { "{'times':2,'drop':'answer','drop_at':400}", RECORD_DEPOSIT_DONE },
    { "{'times':1,'drop':'never','body':'cut'}", RECORD_DEPOSIT_DONE },
    { "{'times':1,'body':'garbage'}", RECORD_DEPOSIT_DONE },
    { "{'times':1,'body':'right','speed':200000}", RECORD_DEPOSIT_DONE },
    { "{'times':2,'status':503}", RECORD_DEPOSIT_DONE },
    { "{'times':2,'status':429}", RECORD_DEPOSIT_DONE },
    { "{'times':1,'status':504}", RECORD_DEPOSIT_DONE },
    { "{'provide.lost_answer':true,'provide.times':1}", RECORD_DEPOSIT_DONE },
    { "{'provide.reorder':true,'provide.times':1}", RECORD_DEPOSIT_DONE },
    { "{'provide.limit':100,'provide.times':1}", RECORD_DEPOSIT_REFUSED },
  };
  RecordOutbox *outbox = record_outbox_new (depositor.client, depositor.vault, "training|martina", FALSE, NULL, NULL, NULL);

  record_outbox_set_pauses (outbox, 1, 20);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(RecordDeposit) deposit = NULL;

      sandbox_faults (depositor.sandbox, cases[i].faults);
      deposit = order (outbox, levels[0]);
      g_test_message ("%s", cases[i].faults);
      g_assert_cmpint (settle (deposit), ==, cases[i].state);
      g_assert_cmpuint (count_stored (deposit), ==, cases[i].state == RECORD_DEPOSIT_DONE ? 1 : 0);
    }
  record_outbox_close (outbox);
  g_object_unref (outbox);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  depositor_open (&depositor, argc > 1 ? argv[1] : "ch-epr-fhir-5");

  g_test_add_func ("/record/matrix/R-MHD-24/pairs", test_pairs);
  g_test_add_func ("/record/matrix/R-MHD-24/content-types", test_content_types);
  g_test_add_func ("/record/matrix/R-MHD-26/technical-user", test_technical_user);
  g_test_add_func ("/record/matrix/R-MHD-31/levels", test_levels);
  g_test_add_func ("/record/matrix/R-MHD-31/consent", test_consent);
  g_test_add_func ("/record/matrix/R-COM-14/broken-lines", test_broken_lines);
  status = g_test_run ();

  depositor_close (&depositor);

  return status;
}
