/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-deposit-page-private.h"

#include "deposit-hand-over.h"
#include "deposit-notice.h"
#include "deposit-read.h"
#include "record-outbox.h"
#include "record-problem.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (CabDepositPage, cab_deposit_page, ADW_TYPE_BIN)

typedef enum
{
  PROP_CONTENT = 1,
} CabDepositPageProperty;

static GParamSpec *properties[PROP_CONTENT + 1];

static void
update (CabDepositPage *self)
{
  guint            n_more = self->files.length;
  g_autofree char *more = g_strdup_printf (ngettext ("%u more file waits", "%u more files wait", n_more), n_more);

  gtk_label_set_text (self->file_label, self->draft != NULL ? record_draft_get_file_name (self->draft) : "");
  gtk_label_set_text (self->more_label, n_more > 0 ? more : "");
  gtk_widget_set_sensitive (GTK_WIDGET (self->deposit_button),
                            self->draft != NULL && !self->handing_over && cab_deposit_form_get_ready (self->form));
}

static void
show_content (CabDepositPage *self,
              RecordBody     *body)
{
  g_clear_object (&self->content);
  if (body != NULL)
    self->content = record_content_new_local (body, record_draft_get_content_type (self->draft));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONTENT]);
}

static void
rewritten_cb (CabDepositPage *self,
              GBytes         *bytes)
{
  g_autoptr(RecordBody) body = record_body_new (bytes);

  show_content (self, body);
}

/* @album (nullable): that it is made of. */
static void
show_draft (CabDepositPage *self,
            RecordDraft    *draft,
            DepositAlbum   *album)
{
  const char *type = draft != NULL ? record_draft_get_content_type (draft) : "";

  g_set_object (&self->draft, draft);
  cab_album_view_set_album (self->album_view, album);
  cab_deposit_form_set_draft (self->form, draft);
  show_content (self, draft != NULL ? record_draft_get_body (draft) : NULL);
  gtk_widget_set_visible (self->no_text_label, draft != NULL && !record_draft_has_text (draft) &&
                                                   (g_str_equal (type, "application/pdf") || g_str_has_prefix (type, "image/")));
  gtk_stack_set_visible_child_name (self->stack, draft != NULL ? "form" : "start");
  update (self);
}

static void
same_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(CabDepositPage) self = CAB_DEPOSIT_PAGE (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(ModelDocument) same = record_outbox_find_same_finish (RECORD_OUTBOX (object), result, &error);
  g_autofree char *notice = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->draft == NULL)
    return;

  notice = deposit_notice_dup (self->draft, same);
  cab_deposit_form_set_notice (self->form, notice);
  cab_deposit_form_grab_first (self->form);
}

static void
show_problem (CabDepositPage *self,
              const char     *name,
              const GError   *error)
{
  g_autoptr(ModelProblem) problem = record_problem_new_from_error (error);

  show_draft (self, NULL, NULL);
  gtk_label_set_text (self->refused_label, name);
  cab_error_page_set_problem (self->error_page, problem);
  gtk_stack_set_visible_child_name (self->stack, "problem");
}

/* One file only: what comes after it is a document of its own. */
static void
take_target (CabDepositPage *self,
             RecordDraft    *draft)
{
  ModelDocument *document;
  RecordTarget   target = cab_target_bar_get (self->target_bar, &document);

  record_draft_set_target (draft, target, document);
}

static void
target_removed_cb (CabDepositPage *self)
{
  if (self->draft != NULL)
    record_draft_set_target (self->draft, RECORD_TARGET_NONE, NULL);
  cab_deposit_page_grab_first (self);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(CabDepositPage) self = CAB_DEPOSIT_PAGE (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(RecordDraft) draft = deposit_read_finish (result, &error);
  g_autoptr(GObject) source = NULL;
  g_autofree char *name = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->reading = FALSE;
  source = g_queue_pop_head (&self->files);
  if (draft == NULL)
    {
      name = G_IS_FILE (source) ? g_file_get_basename (G_FILE (source)) : g_strdup ("");
      show_problem (self, name, error);
      return;
    }

  take_target (self, draft);
  show_draft (self, draft, DEPOSIT_IS_ALBUM (source) ? DEPOSIT_ALBUM (source) : NULL);
  record_outbox_find_same_async (self->outbox, self->context, record_draft_get_body (draft), self->cancellable,
                                 same_cb, g_object_ref (self));
}

static void
album_read_cb (CabDepositPage *self,
               GParamSpec     *pspec,
               DepositAlbum   *album)
{
  gtk_progress_bar_set_fraction (self->album_progress, (double) deposit_album_get_n_read (album) / deposit_album_get_sources (album)->len);
}

static void
read_album (CabDepositPage *self,
            DepositAlbum   *album)
{
  g_signal_connect_object (album, "notify::n-read", G_CALLBACK (album_read_cb), self, G_CONNECT_SWAPPED);
  album_read_cb (self, NULL, album);
  deposit_read_album_async (album, self->session, record_patient_context_get_patient (self->context), self->service, self->cancellable,
                            read_cb, g_object_ref (self));
}

/* Out of the outbox: it has been looked at, and is the same as itself. */
static void
show_edited (CabDepositPage *self)
{
  g_autoptr(RecordDraft) draft = g_queue_pop_head (&self->files);
  g_autofree char *notice = NULL;

  show_draft (self, draft, NULL);
  notice = deposit_notice_dup (draft, NULL);
  cab_deposit_form_set_notice (self->form, notice);
  cab_deposit_form_grab_first (self->form);
}

/* One at a time: the next is read when the one before is dealt with. */
void
cab_deposit_page_read_next (CabDepositPage *self)
{
  GObject      *source = g_queue_peek_head (&self->files);
  ModelPatient *patient;

  update (self);
  if (source == NULL || self->draft != NULL || self->reading || self->context == NULL || self->outbox == NULL)
    return;
  if (RECORD_IS_DRAFT (source))
    {
      show_edited (self);
      return;
    }

  self->reading = TRUE;
  patient = record_patient_context_get_patient (self->context);
  gtk_stack_set_visible_child_name (self->stack, "reading");
  gtk_widget_set_visible (GTK_WIDGET (self->album_progress), DEPOSIT_IS_ALBUM (source));
  if (DEPOSIT_IS_ALBUM (source))
    read_album (self, DEPOSIT_ALBUM (source));
  else if (G_IS_FILE (source))
    deposit_read_async (G_FILE (source), self->session, patient, self->service, self->cancellable, read_cb, g_object_ref (self));
  else
    {
      g_autoptr(GBytes) bytes = gdk_texture_save_to_png_bytes (GDK_TEXTURE (source));

      deposit_read_bytes_async (bytes, "image.png", self->session, patient, self->service, self->cancellable, read_cb, g_object_ref (self));
    }
}

static void
stop_reading (CabDepositPage *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->reading = FALSE;
  self->n_sorting = 0;
}

static void
drop_files (CabDepositPage *self)
{
  stop_reading (self);
  self->handing_over = FALSE;
  g_queue_clear_full (&self->files, g_object_unref);
  cab_error_page_set_problem (self->error_page, NULL);
  cab_target_bar_set (self->target_bar, RECORD_TARGET_NONE, NULL);
  show_draft (self, NULL, NULL);
}

static void
say (CabDepositPage *self,
     const GError   *error)
{
  g_autoptr(ModelProblem) problem = record_problem_new_from_error (error);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (model_problem_get_sentence (problem)));
}

static void
added_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(CabDepositPage) self = CAB_DEPOSIT_PAGE (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(RecordDeposit) deposit = deposit_hand_over_finish (RECORD_DRAFT (object), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self->handing_over = FALSE;
  if (deposit != NULL)
    {
      cab_deposit_form_learn (self->form);
      cab_target_bar_set (self->target_bar, RECORD_TARGET_NONE, NULL);
      show_draft (self, NULL, NULL);
      cab_deposit_page_read_next (self);
      return;
    }

  say (self, error);
  update (self);
}

static void
submit_cb (CabDepositPage *self)
{
  if (self->draft == NULL || self->handing_over || !cab_deposit_form_get_ready (self->form))
    return;

  self->handing_over = TRUE;
  update (self);
  deposit_hand_over_async (self->draft, cab_album_view_get_album (self->album_view), self->outbox, added_cb, g_object_ref (self));
}

/* This file is left out; the others go on. */
static void
skip_clicked_cb (CabDepositPage *self)
{
  if (self->handing_over)
    return;

  cab_error_page_set_problem (self->error_page, NULL);
  /* a file that was refused leaves the wish; one that was left out takes it along */
  if (self->draft != NULL)
    cab_target_bar_set (self->target_bar, RECORD_TARGET_NONE, NULL);
  show_draft (self, NULL, NULL);
  cab_deposit_page_read_next (self);
}

/* Each picture is a document of its own after all. */
static void
split_cb (CabDepositPage *self)
{
  g_autoptr(DepositAlbum) album = g_object_ref (cab_album_view_get_album (self->album_view));
  GPtrArray *sources = deposit_album_get_sources (album);

  if (self->handing_over)
    return;

  for (guint i = sources->len; i > 0; i--)
    g_queue_push_head (&self->files, g_object_ref (g_ptr_array_index (sources, i - 1)));
  show_draft (self, NULL, NULL);
  cab_deposit_page_read_next (self);
}

static void
stop_clicked_cb (CabDepositPage *self)
{
  g_autoptr(GObject) source = g_queue_pop_head (&self->files);

  stop_reading (self);
  show_draft (self, NULL, NULL);
  cab_deposit_page_read_next (self);
}

static void
cab_deposit_page_dispose (GObject *object)
{
  CabDepositPage *self = CAB_DEPOSIT_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_queue_clear_full (&self->files, g_object_unref);
  g_clear_object (&self->outbox);
  g_clear_object (&self->chooser);
  g_clear_object (&self->draft);
  g_clear_object (&self->content);
  g_clear_object (&self->context);
  g_clear_object (&self->session);
  g_clear_object (&self->service);
  adw_bin_set_child (ADW_BIN (self), NULL);
  self->outbox_list = NULL;

  G_OBJECT_CLASS (cab_deposit_page_parent_class)->dispose (object);
}

static void
cab_deposit_page_finalize (GObject *object)
{
  g_clear_object (&CAB_DEPOSIT_PAGE (object)->cancellable);

  G_OBJECT_CLASS (cab_deposit_page_parent_class)->finalize (object);
}

static void
cab_deposit_page_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch ((CabDepositPageProperty) prop_id)
    {
    case PROP_CONTENT:
      g_value_set_object (value, CAB_DEPOSIT_PAGE (object)->content);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-deposit-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CabDepositPage, toasts);
  gtk_widget_class_bind_template_child (widget_class, CabDepositPage, target_bar);
  gtk_widget_class_bind_template_child (widget_class, CabDepositPage, stack);
  gtk_widget_class_bind_template_child (widget_class, CabDepositPage, file_label);
  gtk_widget_class_bind_template_child (widget_class, CabDepositPage, more_label);
  gtk_widget_class_bind_template_child (widget_class, CabDepositPage, album_progress);
  gtk_widget_class_bind_template_child (widget_class, CabDepositPage, album_view);
  gtk_widget_class_bind_template_child (widget_class, CabDepositPage, no_text_label);
  gtk_widget_class_bind_template_child (widget_class, CabDepositPage, form);
  gtk_widget_class_bind_template_child (widget_class, CabDepositPage, deposit_button);
  gtk_widget_class_bind_template_child (widget_class, CabDepositPage, error_page);
  gtk_widget_class_bind_template_child (widget_class, CabDepositPage, refused_label);
  gtk_widget_class_bind_template_child (widget_class, CabDepositPage, outbox_list);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, submit_cb);
  gtk_widget_class_bind_template_callback (widget_class, target_removed_cb);
  gtk_widget_class_bind_template_callback (widget_class, skip_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, rewritten_cb);
  gtk_widget_class_bind_template_callback (widget_class, split_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cab_deposit_page_choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, cab_deposit_page_paste_cb);
}

static void
cab_deposit_page_class_init (CabDepositPageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cab_deposit_page_dispose;
  object_class->finalize = cab_deposit_page_finalize;
  object_class->get_property = cab_deposit_page_get_property;

  properties[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL, RECORD_TYPE_CONTENT,
                                                  G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /* an entry that has the focus pastes for itself */
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_v, GDK_CONTROL_MASK, cab_deposit_page_paste_key_cb, NULL);
  gtk_widget_class_add_binding (GTK_WIDGET_CLASS (klass), GDK_KEY_o, GDK_CONTROL_MASK, cab_deposit_page_choose_key_cb, NULL);
  g_type_ensure (CAB_TYPE_DEPOSIT_FORM);
  g_type_ensure (CAB_TYPE_OUTBOX_LIST);
  g_type_ensure (CAB_TYPE_ERROR_PAGE);
  g_type_ensure (CAB_TYPE_TARGET_BAR);
  bind_template (widget_class);
}

static void
cab_deposit_page_init (CabDepositPage *self)
{
  g_queue_init (&self->files);
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

GtkWidget *
cab_deposit_page_new (void)
{
  return g_object_new (CAB_TYPE_DEPOSIT_PAGE, NULL);
}

void
cab_deposit_page_set_service (CabDepositPage *self,
                              RenderService  *service)
{
  g_return_if_fail (CAB_IS_DEPOSIT_PAGE (self));

  g_set_object (&self->service, service);
}

void
cab_deposit_page_set_session (CabDepositPage *self,
                              RecordSession  *session)
{
  RecordOutbox *outbox = session != NULL ? record_session_get_outbox (session) : NULL;

  g_return_if_fail (CAB_IS_DEPOSIT_PAGE (self));

  g_set_object (&self->session, session);
  cab_deposit_form_set_session (self->form, session);
  if (self->outbox == outbox)
    return;

  g_set_object (&self->outbox, outbox);
  cab_outbox_list_set_outbox (self->outbox_list, outbox);
}

void
cab_deposit_page_set_target (CabDepositPage *self,
                             RecordTarget    target,
                             ModelDocument  *document)
{
  g_return_if_fail (CAB_IS_DEPOSIT_PAGE (self));
  g_return_if_fail (cab_deposit_page_get_n_files (self) == 0);

  cab_target_bar_set (self->target_bar, target, document);
}

void
cab_deposit_page_set_context (CabDepositPage       *self,
                              RecordPatientContext *context)
{
  g_return_if_fail (CAB_IS_DEPOSIT_PAGE (self));

  if (self->context == context)
    return;

  drop_files (self);
  g_set_object (&self->context, context);
}

static void
edited_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(CabDepositPage) self = CAB_DEPOSIT_PAGE (user_data);
  g_autoptr(GError) error = NULL;
  g_autoptr(RecordDraft) draft = record_outbox_edit_finish (RECORD_OUTBOX (object), result, &error);

  if (draft != NULL)
    {
      g_queue_push_head (&self->files, g_steal_pointer (&draft));
      cab_deposit_page_read_next (self);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    say (self, error);
}

void
cab_deposit_page_edit (CabDepositPage *self,
                       RecordDeposit  *deposit)
{
  g_return_if_fail (CAB_IS_DEPOSIT_PAGE (self));
  g_return_if_fail (RECORD_IS_DEPOSIT (deposit) && self->outbox != NULL);

  record_outbox_edit_async (self->outbox, self->session, deposit, self->cancellable, edited_cb, g_object_ref (self));
}

guint
cab_deposit_page_get_n_files (CabDepositPage *self)
{
  g_return_val_if_fail (CAB_IS_DEPOSIT_PAGE (self), 0);

  return self->files.length + self->n_sorting + (self->draft != NULL ? 1 : 0);
}

RecordContent *
cab_deposit_page_get_content (CabDepositPage *self)
{
  g_return_val_if_fail (CAB_IS_DEPOSIT_PAGE (self), NULL);

  return self->content;
}

void
cab_deposit_page_grab_first (CabDepositPage *self)
{
  g_return_if_fail (CAB_IS_DEPOSIT_PAGE (self));

  if (self->draft != NULL)
    cab_deposit_form_grab_first (self->form);
  else
    gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}
