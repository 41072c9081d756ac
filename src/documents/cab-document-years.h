#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A year stands above its first row, as long as the rows are in the order of years. @rows: of CabDocumentRow. */
void cab_document_years_show (GListModel *rows);

G_END_DECLS
