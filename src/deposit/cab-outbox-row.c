/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-outbox-row.h"

#include "record-labels.h"

#include <glib/gi18n-lib.h>

struct _CabOutboxRow
{
  AdwActionRow parent_instance;

  GtkImage       *icon;
  GtkProgressBar *progress_bar;
  GtkButton      *accept_button;
  GtkButton      *edit_button;
  GtkButton      *retry_button;
  GtkButton      *withdraw_button;

  RecordDeposit *deposit; /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (CabOutboxRow, cab_outbox_row, ADW_TYPE_ACTION_ROW)

static char *
say_waiting (RecordDeposit *deposit)
{
  gint64        next = record_deposit_get_next_try (deposit);
  ModelProblem *problem = record_deposit_get_problem (deposit);
  g_autoptr(GDateTime) time = next > 0 ? g_date_time_new_from_unix_local (next) : NULL;
  g_autofree char *clock = time != NULL ? g_date_time_format (time, "%H:%M") : NULL;

  if (clock == NULL)
    return g_strdup (_("Waiting for its turn"));
  if (record_deposit_get_not_before (deposit) >= next)
    {
      g_autofree char *from = g_date_time_format (time, "%x %H:%M");

      /* Translators: a date and a time of day. */
      return g_strdup_printf (_("Will be sent from %s on"), from);
    }

  /* Translators: why it waits, then a time of day. */
  return g_strdup_printf (_("%s; next try at %s"), problem != NULL ? model_problem_get_title (problem) : _("Waiting"), clock);
}

/* What the person has to know beside that it is there (R-MHD-31, R-MHD-32). */
static char *
say_arrived (RecordDeposit *deposit)
{
  ModelDocument *document = record_deposit_get_document (deposit);
  ModelCoding   *level = model_document_get_n_security_labels (document) > 0 ? model_document_get_security_label (document, 0) : NULL;

  if (record_deposit_is_hidden (deposit))
    /* Translators: a confidentiality level. */
    return g_strdup_printf (_("In the record as “%s”. The patient does not let you read documents of this confidentiality, so it is not in your list."),
                            record_label_coding (level));
  if (record_deposit_get_wished_level (deposit) != NULL)
    /* Translators: two confidentiality levels. */
    return g_strdup_printf (_("In the record as “%s” instead of “%s”"), record_label_coding (level),
                            record_label_coding (record_deposit_get_wished_level (deposit)));

  return g_strdup (_("In the record"));
}

static char *
say_done (RecordDeposit *deposit)
{
  const char      *remark = record_deposit_get_remark (deposit);
  g_autofree char *said = say_arrived (deposit);
  g_autofree char *remarked = remark != NULL ? g_strdup_printf (_("The community remarks: %s"), remark) : NULL;

  return remarked != NULL ? g_strdup_printf ("%s\n%s", said, remarked) : g_steal_pointer (&said);
}

static char *
say_sending (RecordDeposit *deposit)
{
  int              percent = (int) (100 * record_deposit_get_progress (deposit));
  double           rate = record_deposit_get_rate (deposit);
  g_autofree char *size = rate > 0 ? g_format_size ((guint64) rate) : NULL;

  if (size == NULL)
    return g_strdup_printf (_("Sending, %d %%"), percent);

  /* Translators: such as “Sending, 40 % (1.2 MB/s)”. */
  return g_strdup_printf (_("Sending, %d %% (%s/s)"), percent, size);
}

/* Where it stands, in the words of the person who waits for it. */
static char *
say_state (RecordDeposit *deposit)
{
  ModelProblem *problem = record_deposit_get_problem (deposit);
  ModelCoding  *level = record_deposit_get_level (deposit);

  if (record_deposit_get_withdrawing (deposit))
    return g_strdup (_("Cancelled; asking whether it had arrived already"));

  switch (record_deposit_get_state (deposit))
    {
    case RECORD_DEPOSIT_WAITING:
      return say_waiting (deposit);
    case RECORD_DEPOSIT_ASKING:
      return g_strdup (_("Asking whether it has arrived"));
    case RECORD_DEPOSIT_SENDING:
      return say_sending (deposit);
    case RECORD_DEPOSIT_DONE:
      return say_done (deposit);
    case RECORD_DEPOSIT_EDITING:
      return g_strdup (_("Being changed: not sent until you deposit it again"));
    case RECORD_DEPOSIT_NEEDS_CONSENT:
      /* Translators: a confidentiality level. */
      return g_strdup_printf (_("The patient accepts only documents that are “%s” or more. Deposit it as such?"), record_label_coding (level));
    case RECORD_DEPOSIT_NEEDS_SIGN_IN:
      return g_strdup (_("Waiting for you to sign in"));
    case RECORD_DEPOSIT_EXPIRED:
      return g_strdup (_("Not sent in time: older than this clinic allows"));
    case RECORD_DEPOSIT_REFUSED:
    default:
      return g_strdup (problem != NULL ? model_problem_get_sentence (problem) : _("The community refused it"));
    }
}

static const char *
icon_of (RecordDepositState state)
{
  switch (state)
    {
    case RECORD_DEPOSIT_DONE:
      return "emblem-ok-symbolic";
    case RECORD_DEPOSIT_REFUSED:
    case RECORD_DEPOSIT_EXPIRED:
      return "dialog-error-symbolic";
    case RECORD_DEPOSIT_NEEDS_CONSENT:
    case RECORD_DEPOSIT_NEEDS_SIGN_IN:
    case RECORD_DEPOSIT_EDITING:
      return "dialog-question-symbolic";
    case RECORD_DEPOSIT_WAITING:
    case RECORD_DEPOSIT_ASKING:
    case RECORD_DEPOSIT_SENDING:
    default:
      return "document-send-symbolic";
    }
}

static void
update (CabOutboxRow *self)
{
  RecordDepositState state = record_deposit_get_state (self->deposit);
  ModelDocument     *document = record_deposit_get_document (self->deposit);
  g_autofree char   *said = say_state (self->deposit);
  g_autofree char   *title = NULL;

  title = g_strdup_printf ("%s · %s", record_label_title (document), record_deposit_get_patient (self->deposit));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), said);
  gtk_image_set_from_icon_name (self->icon, icon_of (state));
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), state == RECORD_DEPOSIT_SENDING);
  gtk_progress_bar_set_fraction (self->progress_bar, record_deposit_get_progress (self->deposit));
  gtk_widget_set_visible (GTK_WIDGET (self->accept_button), state == RECORD_DEPOSIT_NEEDS_CONSENT);
  gtk_widget_set_visible (GTK_WIDGET (self->edit_button), record_deposit_can_edit (self->deposit));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), record_deposit_explain_edit (self->deposit));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->edit_button), "s", model_document_get_unique_id (document));
  gtk_widget_set_visible (GTK_WIDGET (self->retry_button),
                          state == RECORD_DEPOSIT_WAITING || state == RECORD_DEPOSIT_EDITING || state == RECORD_DEPOSIT_REFUSED || state == RECORD_DEPOSIT_EXPIRED);
  gtk_widget_set_visible (GTK_WIDGET (self->withdraw_button), record_deposit_can_withdraw (self->deposit) || record_deposit_can_cancel (self->deposit));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->withdraw_button), state == RECORD_DEPOSIT_DONE ? _("Put Away") : _("Withdraw"));
  if (state == RECORD_DEPOSIT_DONE)
    gtk_widget_add_css_class (GTK_WIDGET (self->icon), "success");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), "success");
}

static void
accept_clicked_cb (CabOutboxRow *self)
{
  record_deposit_accept_level (self->deposit);
}

static void
retry_clicked_cb (CabOutboxRow *self)
{
  record_deposit_retry (self->deposit);
}

static void
withdraw_clicked_cb (CabOutboxRow *self)
{
  g_autoptr(RecordDeposit) deposit = g_object_ref (self->deposit);

  if (record_deposit_can_withdraw (deposit))
    record_deposit_withdraw (deposit);
  else
    record_deposit_cancel (deposit);
}

static void
cab_outbox_row_dispose (GObject *object)
{
  CabOutboxRow *self = CAB_OUTBOX_ROW (object);

  if (self->deposit != NULL)
    g_signal_handlers_disconnect_by_data (self->deposit, self);
  g_clear_object (&self->deposit);

  G_OBJECT_CLASS (cab_outbox_row_parent_class)->dispose (object);
}

static void
cab_outbox_row_class_init (CabOutboxRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cab_outbox_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-outbox-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CabOutboxRow, icon);
  gtk_widget_class_bind_template_child (widget_class, CabOutboxRow, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, CabOutboxRow, accept_button);
  gtk_widget_class_bind_template_child (widget_class, CabOutboxRow, edit_button);
  gtk_widget_class_bind_template_child (widget_class, CabOutboxRow, retry_button);
  gtk_widget_class_bind_template_child (widget_class, CabOutboxRow, withdraw_button);
  gtk_widget_class_bind_template_callback (widget_class, accept_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, withdraw_clicked_cb);
}

static void
cab_outbox_row_init (CabOutboxRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
cab_outbox_row_new (RecordDeposit *deposit)
{
  CabOutboxRow *self = g_object_new (CAB_TYPE_OUTBOX_ROW, NULL);

  self->deposit = g_object_ref (deposit);
  g_signal_connect_object (deposit, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
