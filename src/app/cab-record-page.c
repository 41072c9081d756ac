/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-record-page-private.h"

G_DEFINE_FINAL_TYPE (CabRecordPage, cab_record_page, ADW_TYPE_BIN)

typedef enum
{
  PROP_FOLDED = 1,
  PROP_READING,
  PROP_DEPOSITING,
  PROP_VACCINATING,
} CabRecordPageProperty;

static GParamSpec *properties[PROP_VACCINATING + 1];

static void
document_cb (CabRecordPage *self)
{
  ModelDocument *document = cab_document_list_get_document (self->list);

  if (document != cab_document_view_get_document (self->view))
    cab_document_view_show (self->view, document != NULL ? self->context : NULL, document);
  cab_record_page_update_actions (self);
}

static void
activated_cb (CabRecordPage *self)
{
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->view));
  cab_document_view_grab_page (self->view);
}

/* The reader's problems whose way on leads out of it. */
static void
way_cb (CabRecordPage *self,
        int            way)
{
  if (way == MODEL_WAY_SIGN_IN)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.sign-in-again", NULL);
  else if (way == MODEL_WAY_RELOAD_LIST)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.reload", NULL);
  else if (way == MODEL_WAY_BACK_TO_SEARCH)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.close-patient", NULL);
  else if (way == MODEL_WAY_UNLOCK_KEYRING)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.unlock-keyring", NULL);
}

static gboolean
is_depositing (CabRecordPage *self)
{
  return g_strcmp0 (adw_view_stack_get_visible_child_name (self->views), "deposit") == 0;
}

static gboolean
is_vaccinating (CabRecordPage *self)
{
  return g_strcmp0 (adw_view_stack_get_visible_child_name (self->views), "vaccination") == 0;
}

/* Documents and the vaccination record are asked for when they are looked at, not before. */
static void
show_documents (CabRecordPage *self)
{
  if (self->context == NULL || is_depositing (self))
    return;

  if (is_vaccinating (self) && !self->vaccinating)
    {
      self->vaccinating = TRUE;
      cab_vaccination_page_set_context (self->vaccination, self->context);
    }
  else if (!is_vaccinating (self) && !self->listed)
    {
      self->listed = TRUE;
      cab_document_list_set_context (self->list, self->context);
    }
}

/* In the reader, in the list of all documents. */
static void
open_document_cb (CabRecordPage *self,
                  const char    *unique_id)
{
  RecordDocumentList *documents = self->context != NULL ? record_patient_context_get_documents (self->context) : NULL;
  guint               n = documents != NULL ? g_list_model_get_n_items (G_LIST_MODEL (documents)) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(ModelDocument) document = g_list_model_get_item (G_LIST_MODEL (documents), i);

      if (g_strcmp0 (model_document_get_unique_id (document), unique_id) != 0)
        continue;
      adw_view_stack_set_visible_child_name (self->views, "documents");
      cab_document_list_choose (self->list, document);
      activated_cb (self);
      return;
    }
}

static void
views_cb (CabRecordPage *self)
{
  /* whoever turned away without a file does not find the wish again under another one */
  if (!is_depositing (self) && !cab_deposit_desk_is_busy (self->desk))
    cab_deposit_desk_set_target (self->desk, RECORD_TARGET_NONE, NULL);
  show_documents (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DEPOSITING]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VACCINATING]);
}

static gboolean
layout_idle_cb (gpointer user_data)
{
  CabRecordPage *self = CAB_RECORD_PAGE (user_data);

  self->layout_source = 0;
  cab_vaccination_page_set_narrow (self->vaccination, self->narrow);
  cab_patient_banner_set_compact (self->banner, self->narrow || cab_record_page_get_folded (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READING]);
  return G_SOURCE_REMOVE;
}

/* The leaflet folds while it is laid out: what follows from it waits until that is done. */
static void
layout_cb (CabRecordPage *self)
{
  if (self->layout_source == 0)
    self->layout_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, layout_idle_cb, self, NULL);
}

static void
cab_record_page_dispose (GObject *object)
{
  CabRecordPage *self = CAB_RECORD_PAGE (object);

  g_clear_handle_id (&self->layout_source, g_source_remove);
  g_clear_object (&self->context);
  adw_bin_set_child (ADW_BIN (self), NULL);

  G_OBJECT_CLASS (cab_record_page_parent_class)->dispose (object);
}

static void
cab_record_page_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  CabRecordPage *self = CAB_RECORD_PAGE (object);

  switch ((CabRecordPageProperty) prop_id)
    {
    case PROP_FOLDED:
      g_value_set_boolean (value, cab_record_page_get_folded (self));
      break;
    case PROP_READING:
      g_value_set_boolean (value, cab_record_page_get_reading (self));
      break;
    case PROP_DEPOSITING:
      g_value_set_boolean (value, is_depositing (self));
      break;
    case PROP_VACCINATING:
      g_value_set_boolean (value, is_vaccinating (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
cab_record_page_class_init (CabRecordPageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags     flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->dispose = cab_record_page_dispose;
  object_class->get_property = cab_record_page_get_property;

  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE, flags);
  properties[PROP_READING] = g_param_spec_boolean ("reading", NULL, NULL, FALSE, flags);
  properties[PROP_DEPOSITING] = g_param_spec_boolean ("depositing", NULL, NULL, FALSE, flags);
  properties[PROP_VACCINATING] = g_param_spec_boolean ("vaccinating", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (CAB_TYPE_PATIENT_BANNER);
  g_type_ensure (CAB_TYPE_DEPOSIT_DESK);
  g_type_ensure (CAB_TYPE_DOCUMENT_LIST);
  g_type_ensure (CAB_TYPE_DOCUMENT_VIEW);
  g_type_ensure (CAB_TYPE_VACCINATION_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-record-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CabRecordPage, banner);
  gtk_widget_class_bind_template_child (widget_class, CabRecordPage, views);
  gtk_widget_class_bind_template_child (widget_class, CabRecordPage, desk);
  gtk_widget_class_bind_template_child (widget_class, CabRecordPage, toasts);
  gtk_widget_class_bind_template_child (widget_class, CabRecordPage, document_menu);
  gtk_widget_class_bind_template_child (widget_class, CabRecordPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, CabRecordPage, list);
  gtk_widget_class_bind_template_child (widget_class, CabRecordPage, separator);
  gtk_widget_class_bind_template_child (widget_class, CabRecordPage, view);
  gtk_widget_class_bind_template_child (widget_class, CabRecordPage, vaccination);
  gtk_widget_class_bind_template_callback (widget_class, document_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, layout_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_document_cb);
  gtk_widget_class_bind_template_callback (widget_class, way_cb);
  gtk_widget_class_bind_template_callback (widget_class, views_cb);
  cab_record_page_install_actions (widget_class);
}

static void
cab_record_page_init (CabRecordPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cab_document_list_set_menu (self->list, self->document_menu);
  cab_document_view_set_menu (self->view, self->document_menu);
  cab_record_page_update_actions (self);
}

GtkWidget *
cab_record_page_new (void)
{
  return g_object_new (CAB_TYPE_RECORD_PAGE, NULL);
}

void
cab_record_page_set_service (CabRecordPage *self,
                             RenderService *service)
{
  g_return_if_fail (CAB_IS_RECORD_PAGE (self));

  cab_document_view_set_service (self->view, service);
  cab_deposit_desk_set_service (self->desk, service);
}

void
cab_record_page_set_session (CabRecordPage *self,
                             RecordSession *session)
{
  g_return_if_fail (CAB_IS_RECORD_PAGE (self));

  cab_document_list_set_session (self->list, session);
  cab_deposit_desk_set_session (self->desk, session);
  cab_vaccination_page_set_session (self->vaccination, session);
}

AdwViewStack *
cab_record_page_get_views (CabRecordPage *self)
{
  g_return_val_if_fail (CAB_IS_RECORD_PAGE (self), NULL);

  return self->views;
}

void
cab_record_page_want_deposit (CabRecordPage *self,
                              gboolean       wanted)
{
  g_return_if_fail (CAB_IS_RECORD_PAGE (self));

  self->wants_deposit = wanted;
}

void
cab_record_page_deposit (CabRecordPage *self,
                         GSList        *files)
{
  g_return_if_fail (CAB_IS_RECORD_PAGE (self));

  adw_view_stack_set_visible_child_name (self->views, "deposit");
  cab_deposit_desk_add_files (self->desk, files);
  cab_deposit_desk_grab_first (self->desk);
}

void
cab_record_page_set_context (CabRecordPage        *self,
                             RecordPatientContext *context)
{
  g_return_if_fail (CAB_IS_RECORD_PAGE (self));

  if (self->context == context)
    return;

  /* the former patient leaves the screen before anything of the next comes near it */
  cab_document_view_show (self->view, NULL, NULL);
  cab_document_list_set_context (self->list, NULL);
  cab_vaccination_page_set_context (self->vaccination, NULL);
  cab_deposit_desk_set_context (self->desk, NULL);
  cab_patient_banner_set_context (self->banner, NULL);
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->list));
  g_clear_object (&self->context);
  cab_record_page_update_actions (self);
  self->listed = FALSE;
  self->vaccinating = FALSE;
  adw_view_stack_set_visible_child_name (self->views, "documents");
  if (context == NULL)
    return;

  self->context = g_object_ref (context);
  cab_patient_banner_set_context (self->banner, context);
  cab_deposit_desk_set_context (self->desk, context);
  if (self->wants_deposit)
    cab_record_page_deposit (self, NULL);
  self->wants_deposit = FALSE;
  show_documents (self);
}

void
cab_record_page_edit (CabRecordPage *self,
                      RecordDeposit *deposit)
{
  g_return_if_fail (CAB_IS_RECORD_PAGE (self));

  adw_view_stack_set_visible_child_name (self->views, "deposit");
  cab_deposit_desk_edit (self->desk, deposit);
}

void
cab_record_page_grab_first (CabRecordPage *self)
{
  g_return_if_fail (CAB_IS_RECORD_PAGE (self));

  if (is_depositing (self))
    cab_deposit_desk_grab_first (self->desk);
  else if (is_vaccinating (self))
    cab_vaccination_page_grab_first (self->vaccination);
  else
    cab_document_list_grab_rows (self->list);
}

void
cab_record_page_set_narrow (CabRecordPage *self,
                            gboolean       narrow)
{
  g_return_if_fail (CAB_IS_RECORD_PAGE (self));

  self->narrow = narrow;
  layout_cb (self);
}

void
cab_record_page_step (CabRecordPage *self,
                      int            step)
{
  g_return_if_fail (CAB_IS_RECORD_PAGE (self));

  if (is_vaccinating (self))
    cab_vaccination_page_step (self->vaccination, step);
  else
    cab_document_list_step (self->list, step);
}

void
cab_record_page_reload (CabRecordPage *self)
{
  g_return_if_fail (CAB_IS_RECORD_PAGE (self));

  if (is_vaccinating (self))
    cab_vaccination_page_reload (self->vaccination);
  else
    cab_document_list_reload (self->list);
}

static gboolean
has_focus_inside (GtkWidget *widget)
{
  GtkRoot   *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, widget);
}

void
cab_record_page_grab_filter (CabRecordPage *self)
{
  g_return_if_fail (CAB_IS_RECORD_PAGE (self));

  if (is_vaccinating (self))
    {
      cab_vaccination_page_grab_filter (self->vaccination);
      return;
    }

  /* Who is reading looks for something in what is read. */
  if (has_focus_inside (GTK_WIDGET (self->view)) && cab_document_view_start_find (self->view))
    return;

  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->list));
  cab_document_list_grab_filter (self->list);
}

gboolean
cab_record_page_back (CabRecordPage *self)
{
  g_return_val_if_fail (CAB_IS_RECORD_PAGE (self), FALSE);

  if (is_depositing (self))
    return cab_deposit_desk_back (self->desk);
  if (is_vaccinating (self))
    return cab_vaccination_page_back (self->vaccination);
  if (!cab_record_page_get_reading (self) && !has_focus_inside (GTK_WIDGET (self->view)))
    return FALSE;

  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->list));
  cab_document_list_grab_rows (self->list);
  return TRUE;
}

void
cab_record_page_set_alone (CabRecordPage *self,
                           gboolean       alone)
{
  g_return_if_fail (CAB_IS_RECORD_PAGE (self));

  if (alone)
    adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->view));
  gtk_widget_set_visible (GTK_WIDGET (self->list), !alone);
  gtk_widget_set_visible (self->separator, !alone);
  if (alone)
    cab_document_view_grab_page (self->view);
}

gboolean
cab_record_page_get_folded (CabRecordPage *self)
{
  g_return_val_if_fail (CAB_IS_RECORD_PAGE (self), FALSE);

  return adw_leaflet_get_folded (self->leaflet);
}

gboolean
cab_record_page_get_reading (CabRecordPage *self)
{
  g_return_val_if_fail (CAB_IS_RECORD_PAGE (self), FALSE);

  return adw_leaflet_get_folded (self->leaflet) &&
         adw_leaflet_get_visible_child (self->leaflet) == GTK_WIDGET (self->view);
}

gboolean
cab_record_page_get_depositing (CabRecordPage *self)
{
  g_return_val_if_fail (CAB_IS_RECORD_PAGE (self), FALSE);

  return is_depositing (self);
}

gboolean
cab_record_page_get_vaccinating (CabRecordPage *self)
{
  g_return_val_if_fail (CAB_IS_RECORD_PAGE (self), FALSE);

  return is_vaccinating (self);
}

gboolean
cab_record_page_import (CabRecordPage *self,
                        GSList        *files)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (CAB_IS_RECORD_PAGE (self), FALSE);

  if (files == NULL || files->next != NULL || !is_vaccinating (self) || !cab_vaccination_page_may_import (self->vaccination))
    return FALSE;
  name = g_file_get_basename (files->data);
  if (name == NULL || (!g_str_has_suffix (name, ".json") && !g_str_has_suffix (name, ".xml")))
    return FALSE;

  cab_vaccination_page_import (self->vaccination, files->data);

  return TRUE;
}

void
cab_record_page_show_vaccination (CabRecordPage *self)
{
  g_return_if_fail (CAB_IS_RECORD_PAGE (self));

  adw_view_stack_set_visible_child_name (self->views, "vaccination");
  cab_vaccination_page_grab_first (self->vaccination);
}

void
cab_record_page_write_vaccination (CabRecordPage *self,
                                   gboolean       scan)
{
  g_return_if_fail (CAB_IS_RECORD_PAGE (self));

  adw_view_stack_set_visible_child_name (self->views, "vaccination");
  if (scan)
    cab_vaccination_page_scan (self->vaccination);
  else
    cab_vaccination_page_add (self->vaccination, MODEL_CLINICAL_VACCINATION);
}

gboolean
cab_record_page_is_writing (CabRecordPage *self)
{
  g_return_val_if_fail (CAB_IS_RECORD_PAGE (self), FALSE);

  return cab_vaccination_page_is_busy (self->vaccination);
}

gboolean
cab_record_page_is_busy (CabRecordPage *self)
{
  g_return_val_if_fail (CAB_IS_RECORD_PAGE (self), FALSE);

  return cab_deposit_desk_is_busy (self->desk);
}
