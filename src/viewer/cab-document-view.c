/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-document-view.h"

#include "cab-document-view-private.h"
#include "cab-error-page.h"
#include "cab-page-toolbar.h"
#include "cab-password-page.h"
#include "cab-text-page.h"
#include "viewer-integrity.h"

#include <glib/gi18n-lib.h>

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

static void
show_integrity (CabDocumentView *self)
{
  int integrity = cab_document_view_get_integrity (self);

  gtk_widget_set_visible (self->integrity_box, integrity >= 0 && self->document != NULL);
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
  gtk_info_bar_set_revealed (self->superseded_bar,
                             self->document != NULL && model_document_get_status (self->document) == MODEL_DOCUMENT_SUPERSEDED);
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

/* Nothing of the old document is left, on the screen or in memory. */
static void
clear (CabDocumentView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  cab_document_view_cancel_save (self);

  cab_document_view_show_pages (self, NULL);
  cab_text_page_set_text (self->text_page, NULL);
  cab_content_page_set_content (self->content_page, NULL);
  self->enclosed = G_MAXUINT;
  gtk_info_bar_set_revealed (self->enclosed_bar, FALSE);
  cab_password_page_reset (self->password_page, /* wrong= */ FALSE);
  cab_error_page_set_problem (self->error_page, NULL);
  if (self->content != NULL)
    {
      g_clear_object (&self->content);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INTEGRITY]);
    }
  show_integrity (self);
  cab_document_view_show_page (self, "empty");
}

static void
find_closed_cb (CabDocumentView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->page_view));
}

static void
listing_cb (CabDocumentView *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->find_list), cab_find_bar_get_listing (self->find_bar));
}

static void
closed_cb (CabDocumentView *self)
{
  if (record_patient_context_is_closed (self->context))
    cab_document_view_show (self, NULL, NULL);
}

static void
cancel_cb (CabDocumentView *self)
{
  g_autoptr(ModelProblem) problem = NULL;

  g_cancellable_cancel (self->cancellable);
  problem = model_problem_new (_("Loading Was Stopped"), _("This document was not loaded."), NULL, MODEL_WAY_RETRY);
  cab_document_view_show_problem (self, problem);
}

static void
password_cb (CabDocumentView *self,
             const char      *password)
{
  if (self->enclosed != G_MAXUINT)
    {
      cab_document_view_unlock_enclosed (self, password);
      return;
    }

  cab_document_view_begin_loading (self);
  cab_document_view_open_pages (self, password);
}

static void
retry (CabDocumentView *self)
{
  g_autoptr(RecordContent) previewed = self->document == NULL && self->content != NULL ? g_object_ref (self->content) : NULL;

  clear (self);
  if (self->document != NULL)
    cab_document_view_load (self);
  else if (previewed != NULL)
    cab_document_view_preview (self, previewed);
}

static void
way_cb (CabDocumentView *self,
        int              way)
{
  switch ((ModelWay) way)
    {
    case MODEL_WAY_RETRY:
      retry (self);
      break;
    case MODEL_WAY_SAVE_COPY:
      cab_document_view_save_copy (self);
      break;
    case MODEL_WAY_ENTER_PASSWORD:
      cab_document_view_show_page (self, "password");
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
  if (self->page_view != NULL)
    cab_page_view_set_find (self->page_view, NULL);
  g_clear_object (&self->find);
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
  gtk_widget_class_bind_template_child (widget_class, CabDocumentView, superseded_bar);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentView, menu);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentView, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentView, stack);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentView, loading_box);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentView, received_label);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentView, page_view);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentView, toolbar);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentView, guide_panel);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentView, find_bar);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentView, find_list);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentView, find_marks);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentView, text_page);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentView, content_page);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentView, enclosed_bar);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentView, enclosed_label);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentView, password_page);
  gtk_widget_class_bind_template_child (widget_class, CabDocumentView, error_page);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, cab_document_view_open_enclosed);
  gtk_widget_class_bind_template_callback (widget_class, cab_document_view_close_enclosed);
  gtk_widget_class_bind_template_callback (widget_class, cab_document_view_ask_address);
  gtk_widget_class_bind_template_callback (widget_class, find_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, listing_cb);
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
  g_type_ensure (CAB_TYPE_GUIDE_PANEL);
  g_type_ensure (CAB_TYPE_FIND_BAR);
  g_type_ensure (CAB_TYPE_FIND_LIST);
  g_type_ensure (CAB_TYPE_FIND_MARKS);
  g_type_ensure (CAB_TYPE_TEXT_PAGE);
  g_type_ensure (CAB_TYPE_CONTENT_PAGE);
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
  self->enclosed = G_MAXUINT;
  self->find = viewer_find_new ();
  cab_page_view_set_find (self->page_view, self->find);
  cab_guide_panel_set_view (self->guide_panel, self->page_view);
  cab_find_bar_set_find (self->find_bar, self->find);
  cab_find_list_set_find (self->find_list, self->find);
  cab_find_marks_set (self->find_marks, self->page_view, self->find);
  g_signal_connect_object (self->page_view, "notify", G_CALLBACK (page_view_notify_cb), self, G_CONNECT_SWAPPED);
  cab_document_view_stop_progress (self);
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
cab_document_view_set_menu (CabDocumentView *self,
                            GMenuModel      *section)
{
  g_return_if_fail (CAB_IS_DOCUMENT_VIEW (self));

  g_menu_prepend_section (self->menu, NULL, section);
}

/* Loaded anew, or changed in what is said about it: the page that is being read stays. */
static gboolean
has_the_same_bytes (CabDocumentView *self,
                    ModelDocument   *document)
{
  const char *hash = model_document_get_hash (document);
  const char *unique_id = model_document_get_unique_id (document);

  return self->document != NULL && (self->content != NULL || self->cancellable != NULL) && hash != NULL && unique_id != NULL &&
         g_strcmp0 (hash, model_document_get_hash (self->document)) == 0 &&
         g_strcmp0 (unique_id, model_document_get_unique_id (self->document)) == 0;
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

  if (document != NULL && self->context == context && has_the_same_bytes (self, document))
    {
      g_set_object (&self->document, document);
      show_header (self);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DOCUMENT]);
      return;
    }

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
  cab_document_view_load (self);
}

void
cab_document_view_preview (CabDocumentView *self,
                           RecordContent   *content)
{
  g_return_if_fail (CAB_IS_DOCUMENT_VIEW (self));
  g_return_if_fail (content == NULL || RECORD_IS_CONTENT (content));

  if (content != NULL && content == self->content)
    return;

  cab_document_view_show (self, NULL, NULL);
  clear (self);
  if (content == NULL)
    return;

  cab_document_view_begin_loading (self);
  cab_document_view_take_content (self, g_object_ref (content));
  cab_document_view_show_content (self);
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

gboolean
cab_document_view_start_find (CabDocumentView *self)
{
  g_return_val_if_fail (CAB_IS_DOCUMENT_VIEW (self), FALSE);

  if (cab_page_view_get_n_pages (self->page_view) == 0)
    return FALSE;

  cab_find_bar_start (self->find_bar, NULL);

  return TRUE;
}

void
cab_document_view_step_find (CabDocumentView *self,
                             int              direction)
{
  if (*viewer_find_get_term (self->find) != '\0')
    viewer_find_step (self->find, direction);
  else
    cab_document_view_start_find (self);
}

void
cab_document_view_show_pages (CabDocumentView *self,
                              RenderDocument  *pages)
{
  cab_page_view_set_document (self->page_view, pages);
  cab_guide_panel_set_document (self->guide_panel, pages);
}

void
cab_document_view_take_content (CabDocumentView *self,
                                RecordContent   *content)
{
  g_clear_object (&self->content);
  self->content = content;
  show_integrity (self);
  cab_document_view_enable_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INTEGRITY]);
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
