/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cab-deposit-desk.h"

#include "cab-deposit-page.h"
#include "cab-document-view.h"

struct _CabDepositDesk
{
  AdwBin parent_instance;

  AdwLeaflet      *leaflet;
  CabDocumentView *preview;
  GtkWidget       *separator;
  GtkWidget       *answers;
  CabDepositPage  *page;
  GtkWidget       *show_button;
};

G_DEFINE_FINAL_TYPE (CabDepositDesk, cab_deposit_desk, ADW_TYPE_BIN)

/* Beside the answers while there is something to show; on demand where both do not fit. */
static void
update (CabDepositDesk *self)
{
  RecordContent *content = cab_deposit_page_get_content (self->page);
  gboolean       folded = adw_leaflet_get_folded (self->leaflet);

  cab_document_view_preview (self->preview, content);
  gtk_widget_set_visible (GTK_WIDGET (self->preview), content != NULL);
  gtk_widget_set_visible (self->separator, content != NULL);
  gtk_widget_set_visible (self->show_button, content != NULL && folded);
  if (content == NULL)
    adw_leaflet_set_visible_child (self->leaflet, self->answers);
}

static void
show_clicked_cb (CabDepositDesk *self)
{
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->preview));
  cab_document_view_grab_page (self->preview);
}

static void
cab_deposit_desk_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL);

  G_OBJECT_CLASS (cab_deposit_desk_parent_class)->dispose (object);
}

static void
cab_deposit_desk_class_init (CabDepositDeskClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cab_deposit_desk_dispose;

  g_type_ensure (CAB_TYPE_DEPOSIT_PAGE);
  g_type_ensure (CAB_TYPE_DOCUMENT_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/cabinetdep/Cabinet/ui/cab-deposit-desk.ui");
  gtk_widget_class_bind_template_child (widget_class, CabDepositDesk, leaflet);
  gtk_widget_class_bind_template_child (widget_class, CabDepositDesk, preview);
  gtk_widget_class_bind_template_child (widget_class, CabDepositDesk, separator);
  gtk_widget_class_bind_template_child (widget_class, CabDepositDesk, answers);
  gtk_widget_class_bind_template_child (widget_class, CabDepositDesk, page);
  gtk_widget_class_bind_template_child (widget_class, CabDepositDesk, show_button);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, show_clicked_cb);
}

static void
cab_deposit_desk_init (CabDepositDesk *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

GtkWidget *
cab_deposit_desk_new (void)
{
  return g_object_new (CAB_TYPE_DEPOSIT_DESK, NULL);
}

void
cab_deposit_desk_set_service (CabDepositDesk *self,
                              RenderService  *service)
{
  g_return_if_fail (CAB_IS_DEPOSIT_DESK (self));

  cab_document_view_set_service (self->preview, service);
  cab_deposit_page_set_service (self->page, service);
}

void
cab_deposit_desk_set_session (CabDepositDesk *self,
                              RecordSession  *session)
{
  g_return_if_fail (CAB_IS_DEPOSIT_DESK (self));

  cab_deposit_page_set_session (self->page, session);
}

void
cab_deposit_desk_set_context (CabDepositDesk       *self,
                              RecordPatientContext *context)
{
  g_return_if_fail (CAB_IS_DEPOSIT_DESK (self));

  cab_deposit_page_set_context (self->page, context);
}

void
cab_deposit_desk_set_target (CabDepositDesk *self,
                             RecordTarget    target,
                             ModelDocument  *document)
{
  g_return_if_fail (CAB_IS_DEPOSIT_DESK (self));

  cab_deposit_page_set_target (self->page, target, document);
}

void
cab_deposit_desk_add_files (CabDepositDesk *self,
                            GSList         *files)
{
  g_return_if_fail (CAB_IS_DEPOSIT_DESK (self));

  cab_deposit_page_add_files (self->page, files);
}

void
cab_deposit_desk_edit (CabDepositDesk *self,
                       RecordDeposit  *deposit)
{
  g_return_if_fail (CAB_IS_DEPOSIT_DESK (self));

  cab_deposit_page_edit (self->page, deposit);
}

gboolean
cab_deposit_desk_back (CabDepositDesk *self)
{
  g_return_val_if_fail (CAB_IS_DEPOSIT_DESK (self), FALSE);

  if (!adw_leaflet_get_folded (self->leaflet) || adw_leaflet_get_visible_child (self->leaflet) == self->answers)
    return FALSE;

  adw_leaflet_set_visible_child (self->leaflet, self->answers);
  return TRUE;
}

void
cab_deposit_desk_grab_first (CabDepositDesk *self)
{
  g_return_if_fail (CAB_IS_DEPOSIT_DESK (self));

  cab_deposit_page_grab_first (self->page);
}

gboolean
cab_deposit_desk_is_busy (CabDepositDesk *self)
{
  g_return_val_if_fail (CAB_IS_DEPOSIT_DESK (self), FALSE);

  return cab_deposit_page_get_n_files (self->page) > 0;
}
