/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-document-view.h"

#include "cab-document-view-private.h"
#include "cab-error-page.h"
#include "cab-page-toolbar.h"
#include "cab-password-page.h"
#include "cab-text-page.h"
#include "viewer-integrity.h"
#include "viewer-kind.h"
#include "viewer-problem.h"

#include <glib/gi18n-lib.h>

/* How a document gets on the screen, and what it passes through:
 *
 *   show ── clear ── fetch ─┬─ pages ── open ─┬─ page view
 *                           │                 └─ password page ── open …
 *                           ├─ text ─── decode ─ text page
 *                           └─ other ─────────── problem page
 *
 * Each arrow is asynchronous and carries a Load; clear() calls all of them off. */

/* Who loads fast shows nothing of it: a flash of a progress line is only unrest. */
#define PROGRESS_DELAY 200 /* ms */

struct _CabDocumentView
{
  AdwBin parent_instance;

  AdwToastOverlay *toasts;
  GtkWidget       *header_box;
  GtkLabel        *title_label;
  GtkLabel        *source_label;
  GtkWidget       *integrity_box;
  GtkImage        *integrity_icon;
  GtkLabel        *integrity_label;
  GtkInfoBar      *different_bar;
  GtkProgressBar  *progress_bar;
  GtkStack        *stack;
  GtkWidget       *loading_box;
  GtkLabel        *received_label;
  CabPageView     *page_view;
  CabPageToolbar  *toolbar;
  CabTextPage     *text_page;
  CabPasswordPage *password_page;
  CabErrorPage    *error_page;

  RenderService        *service;     /* (owned) (nullable) */
  RecordPatientContext *context;     /* (owned) (nullable) */
  ModelDocument        *document;    /* (owned) (nullable) */
  RecordContent        *content;     /* (owned) (nullable) once fetched */
  GCancellable         *cancellable; /* (owned) (nullable) while loading */
  guint                 progress_source;
};

/* What a callback needs to know whether it is still wanted. */
typedef struct
{
  CabDocumentView *self;        /* (unowned) valid as long as not cancelled */
  GCancellable    *cancellable; /* (owned) */
  gboolean         had_password;
} Load;

G_DEFINE_FINAL_TYPE (CabDocumentView, cab_document_view, ADW_TYPE_BIN)

typedef enum
{
  PROP_DOCUMENT = 1,
  PROP_INTEGRITY,
  PROP_PAGE,
  PROP_N_PAGES,
  PROP_ZOOM,
} CabDocumentViewProperty;

static GParamSpec *properties[PROP_ZOOM + 1];

enum
{
  SIGNAL_WAY,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void load (CabDocumentView *self);

static Load *
load_new (CabDocumentView *self)
{
  Load *data = g_new0 (Load, 1);

  data->self = self;
  data->cancellable = g_object_ref (self->cancellable);

  return data;
}

static void
load_free (Load *data)
{
  g_object_unref (data->cancellable);
  g_free (data);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Load, load_free)

static void
show_integrity (CabDocumentView *self)
{
  int integrity = cab_document_view_get_integrity (self);

  gtk_widget_set_visible (self->integrity_box, integrity >= 0);
  gtk_info_bar_set_revealed (self->different_bar, integrity == RECORD_INTEGRITY_DIFFERENT);
  if (integrity < 0)
    return;

  gtk_widget_set_css_classes (self->integrity_box,
                              (const char *[]) { viewer_integrity_get_style ((RecordIntegrity) integrity), NULL });
  gtk_widget_set_tooltip_text (self->integrity_box, viewer_integrity_get_sentence ((RecordIntegrity) integrity));
  gtk_image_set_from_icon_name (self->integrity_icon, viewer_integrity_get_icon ((RecordIntegrity) integrity));
  gtk_label_set_text (self->integrity_label, viewer_integrity_get_word ((RecordIntegrity) integrity));
}

static void
show_header (CabDocumentView *self)
{
  g_autofree char *date = NULL;
  g_autofree char *line = NULL;
  const char      *source;

  gtk_widget_set_visible (self->header_box, self->document != NULL);
  if (self->document == NULL)
    {
      gtk_label_set_text (self->title_label, "");
      gtk_label_set_text (self->source_label, "");
      gtk_widget_set_tooltip_text (GTK_WIDGET (self->title_label), NULL);
      return;
    }

  source = model_document_get_source (self->document);
  date = model_date_format (model_document_get_created (self->document));
  line = g_strconcat (source, *source != '\0' && *date != '\0' ? " · " : "", date, NULL);
  gtk_label_set_text (self->title_label, model_document_get_title (self->document));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title_label), model_document_get_title (self->document));
  gtk_label_set_text (self->source_label, line);
}

static void
stop_progress (CabDocumentView *self)
{
  g_clear_handle_id (&self->progress_source, g_source_remove);
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), FALSE);
  gtk_widget_set_visible (self->loading_box, FALSE);
  gtk_progress_bar_set_fraction (self->progress_bar, 0);
  gtk_label_set_text (self->received_label, _("Loading…"));
}

/* The end of a load, whatever it brought. */
static void
show_page_named (CabDocumentView *self,
                 const char      *name)
{
  stop_progress (self);
  g_clear_object (&self->cancellable);
  gtk_stack_set_visible_child_name (self->stack, name);
  cab_document_view_enable_actions (self);
}

static void
show_problem (CabDocumentView *self,
              ModelProblem    *problem)
{
  cab_error_page_set_problem (self->error_page, problem);
  show_page_named (self, "problem");
}

static void
show_error (CabDocumentView *self,
            const GError    *error)
{
  g_autoptr(ModelProblem) problem = viewer_problem_new_from_error (error);

  g_debug ("load failed: %s %d", g_quark_to_string (error->domain), error->code);
  /* ended from below (the session, not this view): the context closes next and empties everything */
  if (problem == NULL)
    show_page_named (self, "empty");
  else
    show_problem (self, problem);
}

static gboolean
progress_due_cb (gpointer user_data)
{
  CabDocumentView *self = CAB_DOCUMENT_VIEW (user_data);

  self->progress_source = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->progress_bar), TRUE);
  gtk_widget_set_visible (self->loading_box, TRUE);

  return G_SOURCE_REMOVE;
}

static void
begin_loading (CabDocumentView *self)
{
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  stop_progress (self);
  self->progress_source = g_timeout_add (PROGRESS_DELAY, progress_due_cb, self);
  gtk_stack_set_visible_child_name (self->stack, "loading");
}

/* Nothing of the old document is left, on the screen or in memory. */
static void
clear (CabDocumentView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  cab_document_view_cancel_save (self);

  cab_page_view_set_document (self->page_view, NULL);
  cab_text_page_set_text (self->text_page, NULL);
  cab_password_page_reset (self->password_page, /* wrong= */ FALSE);
  cab_error_page_set_problem (self->error_page, NULL);
  if (self->content != NULL)
    {
      g_clear_object (&self->content);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INTEGRITY]);
    }
  show_integrity (self);
  show_page_named (self, "empty");
}

static void
closed_cb (CabDocumentView *self)
{
  if (record_patient_context_is_closed (self->context))
    cab_document_view_show (self, NULL, NULL);
}

static void
progress_cb (guint64  received,
             gint64   expected,
             gpointer user_data)
{
  Load            *data = user_data;
  g_autofree char *size = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *text = NULL;

  if (g_cancellable_is_cancelled (data->cancellable))
    return;

  size = g_format_size (received);
  if (expected > 0)
    {
      whole = g_format_size ((guint64) expected);
      /* Translators: how much was received of how much, such as “1.2 MB of 3.0 MB”. */
      text = g_strdup_printf (_("%s of %s"), size, whole);
      gtk_progress_bar_set_fraction (data->self->progress_bar, MIN (1, (double) received / (double) expected));
    }
  else
    {
      gtk_progress_bar_pulse (data->self->progress_bar);
    }
  gtk_label_set_text (data->self->received_label, text != NULL ? text : size);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(Load) data = user_data;
  g_autoptr(RenderDocument) pages = NULL;
  g_autoptr(GError) error = NULL;
  CabDocumentView *self = data->self;

  pages = render_service_open_finish (RENDER_SERVICE (object), result, &error);
  if (g_cancellable_is_cancelled (data->cancellable))
    return;

  if (pages != NULL)
    {
      cab_page_view_set_document (self->page_view, pages);
      show_page_named (self, "pages");
      /* who has just typed a password reads on with the keyboard */
      if (data->had_password)
        gtk_widget_grab_focus (GTK_WIDGET (self->page_view));
    }
  else if (g_error_matches (error, RENDER_ERROR, RENDER_ERROR_ENCRYPTED))
    {
      cab_password_page_reset (self->password_page, data->had_password);
      show_page_named (self, "password");
      if (data->had_password)
        gtk_widget_grab_focus (GTK_WIDGET (self->password_page));
    }
  else
    {
      show_error (self, error);
    }
}

static void
open_pages (CabDocumentView *self,
            const char      *password)
{
  GBytes *bytes = record_content_get_bytes (self->content);
  g_autoptr(GError) error = NULL;
  const char *type = NULL;
  Load       *data;

  if (self->service == NULL)
    {
      error = g_error_new_literal (RENDER_ERROR, RENDER_ERROR_UNAVAILABLE, "no renderer");
      show_error (self, error);
      return;
    }

  viewer_kind_of (bytes, record_content_get_content_type (self->content), &type);
  data = load_new (self);
  data->had_password = password != NULL;
  render_service_open_async (self->service, bytes, type, password, self->cancellable, opened_cb, data);
}

static void
decoded_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Load) data = user_data;
  g_autoptr(ViewerText) text = NULL;
  g_autoptr(GError) error = NULL;

  text = viewer_text_decode_finish (result, &error);
  if (g_cancellable_is_cancelled (data->cancellable))
    return;

  if (text == NULL)
    {
      show_error (data->self, error);
      return;
    }

  cab_text_page_set_text (data->self->text_page, g_steal_pointer (&text));
  show_page_named (data->self, "text");
}

static void
show_content (CabDocumentView *self)
{
  GBytes     *bytes = record_content_get_bytes (self->content);
  const char *type = record_content_get_content_type (self->content);
  const char *pages_type = NULL;
  g_autoptr(ModelProblem) problem = NULL;

  switch (viewer_kind_of (bytes, type, &pages_type))
    {
    case VIEWER_KIND_PAGES:
      open_pages (self, NULL);
      break;
    case VIEWER_KIND_TEXT:
      viewer_text_decode_async (bytes, record_content_get_charset (self->content), self->cancellable, decoded_cb, load_new (self));
      break;
    case VIEWER_KIND_OTHER:
    default:
      problem = viewer_problem_new_unsupported (type);
      show_problem (self, problem);
    }
}

static void
fetched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(Load) data = user_data;
  g_autoptr(RecordContent) content = NULL;
  g_autoptr(GError) error = NULL;
  CabDocumentView *self = data->self;

  content = record_patient_context_fetch_finish (RECORD_PATIENT_CONTEXT (object), result, &error);
  if (g_cancellable_is_cancelled (data->cancellable))
    return;

  if (content == NULL)
    {
      show_error (self, error);
      return;
    }

  self->content = g_steal_pointer (&content);
  show_integrity (self);
  cab_document_view_enable_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INTEGRITY]);
  show_content (self);
}

static void
load (CabDocumentView *self)
{
  Load *data;

  begin_loading (self);
  data = load_new (self);
  record_patient_context_fetch_async (self->context, self->document, progress_cb, data, self->cancellable, fetched_cb, data);
}

static void
cancel_cb (CabDocumentView *self)
{
  g_autoptr(ModelProblem) problem = NULL;

  g_cancellable_cancel (self->cancellable);
  problem = model_problem_new (_("Loading Was Stopped"), _("This document was not loaded."), NULL, MODEL_WAY_RETRY);
  show_problem (self, problem);
}

static void
password_cb (CabDocumentView *self,
             const char      *password)
{
  begin_loading (self);
  open_pages (self, password);
}

static void
way_cb (CabDocumentView *self,
        int              way)
{
  switch ((ModelWay) way)
    {
    case MODEL_WAY_RETRY:
      clear (self);
      load (self);
      break;
    case MODEL_WAY_SAVE_COPY:
      cab_document_view_save_copy (self);
      break;
    case MODEL_WAY_ENTER_PASSWORD:
      show_page_named (self, "password");
      break;
    case MODEL_WAY_NONE:
    case MODEL_WAY_SIGN_IN:
    case MODEL_WAY_RELOAD_LIST:
    case MODEL_WAY_UNLOCK_KEYRING:
    case MODEL_WAY_BACK_TO_SEARCH:
    default:
      g_signal_emit (self, signals[SIGNAL_WAY], 0, way);
    }
}

static void
page_view_notify_cb (CabDocumentView *self,
                     GParamSpec      *pspec)
{
  static const struct
  {
    const char *name;
    int         property;
  } forwarded[] = {
    { "page", PROP_PAGE },
    { "n-pages", PROP_N_PAGES },
    { "zoom", PROP_ZOOM },
  };

  for (guint i = 0; i < G_N_ELEMENTS (forwarded); i++)
    if (g_str_equal (pspec->name, forwarded[i].name))
      g_object_notify_by_pspec (G_OBJECT (self), properties[forwarded[i].property]);
}

static void
cab_document_view_dispose (GObject *object)
{
  CabDocumentView *self = CAB_DOCUMENT_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_handle_id (&self->progress_source, g_source_remove);
  cab_document_view_cancel_save (self);
  if (self->context != NULL)
    g_signal_handlers_disconnect_by_func (self->context, closed_cb, self);
  g_clear_object (&self->context);
  g_clear_object (&self->document);
  g_clear_object (&self->content);
  g_clear_object (&self->service);
  adw_bin_set_child (ADW_BIN (self), NULL);

  G_OBJECT_CLASS (cab_document_view_parent_class)->dispose (object);
}

static void
cab_document_view_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  CabDocumentView *self = CAB_DOCUMENT_VIEW (object);

  switch ((CabDocumentViewProperty) prop_id)
    {
    case PROP_DOCUMENT:
      g_value_set_object (value, self->document);
      break;
    case PROP_INTEGRITY:
      g_value_set_int (value, cab_document_view_get_integrity (self));
      break;
    case PROP_PAGE:
      g_value_set_uint (value, cab_page_view_get_page (self->page_view));
      break;
    case PROP_N_PAGES:
      g_value_set_uint (value, cab_page_view_get_n_pages (self->page_view));
      break;
    case PROP_ZOOM:
      g_value_set_double (value, cab_page_view_get_zoom (self->page_view));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  properties[PROP_DOCUMENT] = g_param_spec_object ("document", NULL, NULL, MODEL_TYPE_DOCUMENT, flags);
  properties[PROP_INTEGRITY] = g_param_spec_int ("integrity", NULL, NULL, -1, RECORD_INTEGRITY_DIFFERENT, -1, flags);
  properties[PROP_PAGE] = g_param_spec_uint ("page", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_N_PAGES] = g_param_spec_uint ("n-pages", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_ZOOM] = g_param_spec_double ("zoom", NULL, NULL, 0, G_MAXDOUBLE, 1, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-document-view.ui");
  gtk_widget_class_bind_template_child (widget_class, CabDocumentView, toasts);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentView, header_box);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentView, title_label);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentView, source_label);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentView, integrity_box);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentView, integrity_icon);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentView, integrity_label);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentView, different_bar);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentView, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentView, stack);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentView, loading_box);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentView, received_label);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentView, page_view);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentView, toolbar);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentView, text_page);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentView, password_page);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentView, error_page);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, password_cb);
  gtk_widget_class_bind_template_callback (widget_class, way_cb);
}

static void
cab_document_view_class_init (CabDocumentViewClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cab_document_view_dispose;
  object_class->get_property = cab_document_view_get_property;

  install_properties (object_class);
  signals[SIGNAL_WAY] = g_signal_new ("way", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 1, G_TYPE_INT);

  g_type_ensure (CAB_TYPE_PAGE_VIEW);
  g_type_ensure (CAB_TYPE_PAGE_TOOLBAR);
  g_type_ensure (CAB_TYPE_TEXT_PAGE);
  g_type_ensure (CAB_TYPE_PASSWORD_PAGE);
  g_type_ensure (CAB_TYPE_ERROR_PAGE);
  bind_template (widget_class);
  cab_document_view_install_actions (widget_class);
}

static void
cab_document_view_init (CabDocumentView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cab_page_toolbar_set_view (self->toolbar, self->page_view);
  g_signal_connect_object (self->page_view, "notify", G_CALLBACK (page_view_notify_cb), self, G_CONNECT_SWAPPED);
  stop_progress (self);
  cab_document_view_enable_actions (self);
}

GtkWidget *
cab_document_view_new (void)
{
  return g_object_new (CAB_TYPE_DOCUMENT_VIEW, NULL);
}

void
cab_document_view_set_service (CabDocumentView *self,
                               RenderService   *service)
{
  g_return_if_fail (CAB_IS_DOCUMENT_VIEW (self));
  g_return_if_fail (service == NULL || RENDER_IS_SERVICE (service));

  g_set_object (&self->service, service);
}

void
cab_document_view_show (CabDocumentView      *self,
                        RecordPatientContext *context,
                        ModelDocument        *document)
{
  g_return_if_fail (CAB_IS_DOCUMENT_VIEW (self));
  g_return_if_fail (document == NULL || RECORD_IS_PATIENT_CONTEXT (context));

  if (document != NULL && record_patient_context_is_closed (context))
    document = NULL;
  if (document == NULL)
    context = NULL;
  if (self->document == document && self->context == context)
    return;

  clear (self);
  if (self->context != NULL)
    g_signal_handlers_disconnect_by_func (self->context, closed_cb, self);
  g_set_object (&self->context, context);
  g_set_object (&self->document, document);
  show_header (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DOCUMENT]);
  if (document == NULL)
    return;

  g_signal_connect_object (context, "notify::closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
  load (self);
}

ModelDocument *
cab_document_view_get_document (CabDocumentView *self)
{
  g_return_val_if_fail (CAB_IS_DOCUMENT_VIEW (self), NULL);

  return self->document;
}

int
cab_document_view_get_integrity (CabDocumentView *self)
{
  g_return_val_if_fail (CAB_IS_DOCUMENT_VIEW (self), -1);

  return self->content != NULL ? (int) record_content_get_integrity (self->content) : -1;
}

void
cab_document_view_grab_page (CabDocumentView *self)
{
  const char *name;

  g_return_if_fail (CAB_IS_DOCUMENT_VIEW (self));

  name = gtk_stack_get_visible_child_name (self->stack);
  if (g_strcmp0 (name, "pages") == 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->page_view));
  else
    gtk_widget_child_focus (gtk_stack_get_visible_child (self->stack), GTK_DIR_TAB_FORWARD);
}

CabPageView *
cab_document_view_get_page_view (CabDocumentView *self)
{
  return self->page_view;
}

RecordContent *
cab_document_view_get_content (CabDocumentView *self)
{
  return self->content;
}

void
cab_document_view_add_toast (CabDocumentView *self,
                             const char      *title)
{
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (title));
}
